/*
title.en  = "Keywords Everywhere, suggestions of a search engine"
title.fr  = "Keywords Everywhere, suggestions d'un moteur"
tool      = "Keywords Everywhere"
signature = ["Keyword", "Vol", "CPC", "Comp"]
account   = "own"
asks      = ["export_date"]
named_day = '\d{4}-\d{2}-\d{2}'
aside     = 'cell("Keyword") is null or (is_total("Keyword") and cell("Vol") is null)'
confidence = "file"
layout    = "2023"
evidence  = "a file with months from April 2023 on, repository DanielTheC/internal-lnking-tool"
export.en = "Widget beside the results › Export CSV"
export.fr = "Encart à côté des résultats › Export CSV"
*/
-- one row per suggestion, in the order of the engine; engine and seed are in the file's name; without sentiment
select
    record,
    context.export_date as day,
    null as brand,
    nullif(regexp_extract(context.file_name, '^([\w.]+\.[a-z]{2,3})-', 1), '') as engine,
    regexp_replace(regexp_replace(context.file_name, '^[\w.]+\.[a-z]{2,3}-', ''), '( \(\d+\))?\.\w+$', '') as query,
    'suggestion' as kind,
    cast(row_number() over (order by record) as varchar) as rank,
    "Keyword" as item
from upload
cross join context
