/*
title.en  = "LinkedIn page, new followers"
title.fr  = "LinkedIn, page, nouveaux abonnés"
tool      = "LinkedIn"
signature = ["Date", "Organic followers", "Total followers"]
optional  = ["Sponsored followers", "Auto-invited followers"]
dates     = "mdy"
account   = "own"
aside     = 'is_total("Date")'
remarks   = ["daily_gain"]
confidence = "parser"
layout    = "unknown"
evidence  = "public code that reads such files; no untouched file was seen"
export.en = "Page › Analytics › Followers › Export"
export.fr = "Page › Statistiques › Abonnés › Exporter"
*/
-- one row per day: 'Total followers' is the total of the day's new followers, never the audience
select
    record,
    "Date" as day,
    null as brand,
    'linkedin' as channel,
    "Total followers" as gained
from upload
