/*
title.en  = "Fanpage Karma followers, a column per day"
title.fr  = "Fanpage Karma, abonnés, une colonne par jour"
tool      = "Fanpage Karma"
signature = ["Profile", "Network"]
optional  = ["Profile-ID"]
preamble  = '(?i)followers|fans|abonn'
wide      = '(?i)^([a-zéûä]{3,9}\.? \d{1,2}, (19|20)\d{2}|\d{1,2}\.? [a-zéûä]{3,9}\.? (19|20)\d{2}|(19|20)\d{2}-\d{2}-\d{2}( 00:00:00)?)$'
dates     = "iso"
confidence = "parser"
layout    = "unknown"
evidence  = "four public programs that read such files; no file was seen"
export.en = "Benchmarking › Followers › Export › Excel"
export.fr = "Benchmarking › Abonnés › Exporter › Excel"
*/
-- one row per profile and day: each profile is a brand. Counts may be in cells formatted as dates; a negative figure is
-- a change, not an audience: its row is rejected
select
    record,
    cell.name as day,
    "Profile" as brand,
    "Network" as channel,
    "Profile-ID" as account,
    unserial(cell.value) as followers
from upload
cross join unnest(wide) as days(cell)
where known(cell.value) is not null
