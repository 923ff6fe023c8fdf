/*
title.en  = "Sprout Social profile performance: reach and engagement by day"
title.fr  = "Sprout Social, performance des profils : portée et engagement par jour"
tool      = "Sprout Social"
together_with = "sprout_profiles"
signature = ["Date", "Network", "Profile"]
wide      = '(?i)^(impressions|reach|engagements|video views|post link clicks|published posts)$'
dates     = "mdy"
decimals  = "dot"
account   = "own"
aside     = 'is_total("Date") or len(list_filter(wide, c -> known(c.value) is not null)) = 0'
confidence = "parser"
layout    = "unknown"
evidence  = "public code that lists its column names; no file was seen"

[aliases]
"Network"     = ["Network type"]
"Profile"     = ["Profile name", "Account"]
*/
-- one row per day, profile and measure
select
    record,
    "Date" as day,
    null as brand,
    "Network" as channel,
    "Profile" as account,
    account_metric(cell.name) as metric,
    cell.value as value
from upload
cross join unnest(wide) as figures(cell)
where known(cell.value) is not null
