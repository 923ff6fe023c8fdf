/*
title.en  = "Sprout Social profile performance"
title.fr  = "Sprout Social, performance des profils"
tool      = "Sprout Social"
signature = ["Date", "Network", "Profile", "Followers"]
optional  = ["Net Follower Growth"]
dates     = "mdy"
account   = "own"
source    = '"Profile"'
aside     = 'is_total("Date")'
confidence = "parser"
layout    = "unknown"
evidence  = "public code that lists its column names; no file was seen"
export.en = "Reports › Profile Performance › Export › CSV"
export.fr = "Rapports › Performance des profils › Exporter › CSV"

[aliases]
"Network"     = ["Network type"]
"Profile"     = ["Profile name", "Account"]
*/
-- one row per day and profile; net growth is not a gross gain and is not read
select
    record,
    "Date" as day,
    null as brand,
    "Network" as channel,
    "Profile" as account,
    "Followers" as followers
from upload
