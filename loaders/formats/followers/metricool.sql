/*
title.en  = "Metricool, networks by day"
title.fr  = "Metricool, réseaux par jour"
tool      = "Metricool"
signature = ["Date", "Network", "Followers", "Impressions", "Interactions"]
dates     = "prove"
account   = "own"
aside     = 'is_total("Date")'
confidence = "parser"
layout    = "unknown"
evidence  = "public code that lists its column names, which change by version"
export.en = "Analytics › Export › CSV"
export.fr = "Analyse › Exporter › CSV"

[aliases]
"Network" = ["Social network", "Platform", "Channel", "Réseau social"]
*/
-- one row per day and network
select
    record,
    "Date" as day,
    null as brand,
    "Network" as channel,
    "Followers" as followers
from upload
