/*
title.en  = "Ahrefs matching terms"
title.fr  = "Ahrefs, termes correspondants"
tool      = "Ahrefs"
signature = ["Keyword", "Country", "Difficulty", "Volume", "Parent Keyword", "Last Update"]
dates     = "iso"
decimals  = "dot"
account   = "own"
asks      = ["export_date"]
named_day = '\d{4}-\d{2}-\d{2}_\d{2}-\d{2}-\d{2}'
aside     = 'cell("Keyword") is null or (is_total("Keyword") and known("Volume") is null)'
confidence = "file"
layout    = "2026"
evidence  = "files of January 2026, repository DanielTheC/internal-lnking-tool"
export.en = "Keywords Explorer › Matching terms › Export"
export.fr = "Keywords Explorer › Termes correspondants › Exporter"
*/
-- one row per keyword: monthly searches, as of the day of the export
select
    record,
    context.export_date as day,
    null as brand,
    concat_ws(' ', 'Google', upper(cell("Country"))) as engine,
    'keyword' as dimension,
    "Keyword" as item,
    "Volume" as volume
from upload
cross join context
