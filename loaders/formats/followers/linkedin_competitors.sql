/*
title.en  = "LinkedIn competitors"
title.fr  = "LinkedIn, concurrents"
tool      = "LinkedIn"
signature = ["Page", "Total Followers", "New Followers"]
optional  = ["Posts", "Comments", "Reactions"]
asks      = ["period"]
period    = '(?s).+'
aside     = 'cell("Page") is null'
remarks   = ["last_day_of_period"]
confidence = "parser"
layout    = "unknown"
evidence  = "public code that reads such files; no untouched file was seen"
export.en = "Page › Analytics › Competitors › Export"
export.fr = "Page › Statistiques › Concurrents › Exporter"
*/
-- one row per page: its audience at the end of the period; new followers are those of the period, not of a day
select
    record,
    context.period_to as day,
    "Page" as brand,
    'linkedin' as channel,
    "Total Followers" as followers
from upload
cross join context
