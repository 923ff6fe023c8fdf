/*
title.en  = "Metricool, networks by day: reach and engagement"
title.fr  = "Metricool, réseaux par jour : portée et engagement"
tool      = "Metricool"
together_with = "metricool"
signature = ["Date", "Network"]
wide      = '(?i)^(impressions|reach|interactions|profile visits|page views|clicks|video views)$'
dates     = "prove"
account   = "own"
aside     = 'is_total("Date") or len(list_filter(wide, c -> known(c.value) is not null)) = 0'
confidence = "parser"
layout    = "unknown"
evidence  = "public code that lists its column names, which change by version"

[aliases]
"Network" = ["Social network", "Platform", "Channel", "Réseau social"]
*/
-- one row per day, network and measure
select
    record,
    "Date" as day,
    null as brand,
    "Network" as channel,
    account_metric(cell.name) as metric,
    cell.value as value
from upload
cross join unnest(wide) as figures(cell)
where known(cell.value) is not null
