/*
title.en  = "Ahrefs organic keywords"
title.fr  = "Ahrefs, mots-clés organiques"
tool      = "Ahrefs"
signature = ["Keyword", "Volume", "KD", "Current position", "Updated"]
optional  = ["Country code"]
dates     = "iso"
decimals  = "dot"
account   = "own"
confidence = "file"
layout    = "2026"
evidence  = "files of January 2026, repository DanielTheC/internal-lnking-tool"
export.en = "Site Explorer › Organic keywords › Export"
export.fr = "Site Explorer › Mots-clés organiques › Exporter"
*/
-- one row per keyword and country, on the day when the tool last checked its results
select
    record,
    "Updated" as day,
    null as brand,
    concat_ws(' ', 'Google', cell("Country code")) as engine,
    'keyword' as dimension,
    "Keyword" as item,
    "Current position" as position,
    "Volume" as volume
from upload
