/*
title.en  = "SE Ranking positions, detailed"
title.fr  = "SE Ranking, positions détaillées"
tool      = "SE Ranking"
signature = ["Keyword", "URL", "Tags", "Search vol."]
wide      = '^\d{4}-\d{2}-\d{2}$'
dates     = "iso"
decimals  = "dot"
account   = "own"
aside     = 'cell("Keyword") is null or (is_total("Keyword") and known("Search vol.") is null)'
confidence = "file"
layout    = "2026"
evidence  = "positions of February 2026, repository DanielTheC/internal-lnking-tool"
export.en = "Rankings › Detailed › Export › CSV"
*/
-- one row per keyword and day: the position in the engine that the first line names; '-' means not ranked
select
    record,
    cell.name as day,
    null as brand,
    coalesce(
        nullif(regexp_extract(context.preamble, '(?m)^\W*([^,\n]+), interface', 1), ''),
        nullif(trim(regexp_extract(context.preamble, '([^,\n]+)[^\n]*$', 1)), '')
    ) as engine,
    'keyword' as dimension,
    "Keyword" as item,
    cell.value as position,
    "Search vol." as volume
from upload
cross join context
cross join unnest(wide) as days(cell)
