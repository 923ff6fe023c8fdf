/*
title.en  = "Semrush position tracking"
title.fr  = "Semrush, suivi de positions"
tool      = "Semrush"
signature = ["Keyword", "Tags", "Intents", "CPC", "Search Volume", "Keyword Difficulty"]
preamble  = 'position_tracking_rankings'
wide      = '_\d{8}$'
dates     = "iso"
decimals  = "dot"
account   = "own"
aside     = 'cell("Keyword") is null or (is_total("Keyword") and known("Search Volume") is null)'
confidence = "file"
layout    = "2023 to 2026"
evidence  = "files of the repository DanielTheC/internal-lnking-tool"
export.en = "Position Tracking › Overview › Export › CSV"
export.fr = "Suivi de position › Vue d'ensemble › Exporter › CSV"
*/
-- one row per keyword, tracked site and day (both in the header cell); '-' means not ranked
select
    record,
    regexp_replace(cell.name, '^.*_(\d{4})(\d{2})(\d{2})$', '\1-\2-\3') as day,
    null as brand,
    'Google' as engine,
    'keyword of ' || trim(regexp_replace(cell.name, '_\d{8}$', ''), '*./') as dimension,
    "Keyword" as item,
    cell.value as position,
    "Search Volume" as volume
from upload
cross join unnest(wide) as days(cell)
