/*
title.en  = "Semrush keywords"
title.fr  = "Semrush, mots-clés"
tool      = "Semrush"
signature = ["Keyword", "Volume", "Keyword Difficulty", "CPC (USD)"]
account   = "own"
asks      = ["export_date"]
named_day = '\d{4}-\d{2}-\d{2}'
aside     = 'cell("Keyword") is null or (is_total("Keyword") and known("Volume") is null)'
confidence = "file"
layout    = "2023 to 2026"
evidence  = "files of the repository DanielTheC/internal-lnking-tool"
export.en = "Keyword Magic Tool › Export › CSV or XLSX"
export.fr = "Keyword Magic Tool › Exporter › CSV ou XLSX"

[aliases]
"CPC (USD)" = ["CPC (EUR)", "CPC"]
*/
-- one row per keyword: monthly searches, as of the day of the export
select
    record,
    context.export_date as day,
    null as brand,
    concat_ws(' ', 'Google', nullif(upper(regexp_extract(context.file_name, '_([a-z]{2})_20\d\d-', 1)), '')) as engine,
    'keyword' as dimension,
    "Keyword" as item,
    "Volume" as volume
from upload
cross join context
