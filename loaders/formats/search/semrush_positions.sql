/*
title.en  = "Semrush organic positions"
title.fr  = "Semrush, positions organiques"
tool      = "Semrush"
signature = ["Keyword", "Position", "Previous position", "Search Volume", "URL", "Timestamp"]
dates     = "iso"
decimals  = "dot"
account   = "own"
confidence = "docs"
layout    = "unknown"
evidence  = "its documentation; the page is unknown"
export.en = "Organic Research › Positions › Export › CSV or XLSX"
export.fr = "Recherche organique › Positions › Exporter › CSV ou XLSX"
*/
-- one row per keyword, on the day when the tool last checked its results
select
    record,
    "Timestamp" as day,
    null as brand,
    'Google' as engine,
    'keyword' as dimension,
    "Keyword" as item,
    "Position" as position,
    "Search Volume" as volume
from upload
