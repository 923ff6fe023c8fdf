/*
title.en  = "Google Trends, interest by place"
title.fr  = "Google Trends, intérêt par région"
tool      = "Google Trends"
signature = ["Country"]
preamble  = '(?m)^\W*{{Category}}'
wide      = '^.+: ?\(.+\)$'
period    = '\([^()]+\)'
aside     = 'len(list_filter(wide, c -> known(c.value) is not null)) = 0'
decimals  = "dot"
asks      = ["period"]
confidence = "file"
layout    = "2018 to 2026"
evidence  = "files of the repositories DanielTheC/internal-lnking-tool, tom-robinsonCG/HTIAssistant and Eko7nanterre/Stocker-du-papier-toilette"
export.en = "Explore › Interest by region › Download (CSV)"
export.fr = "Explorer › Intérêt par région › Télécharger (CSV)"

[aliases]
Country = ["Region", "Subregion", "City", "Metro"]
*/
-- one row per term and place in the period of the header: 0 to 100; empty for too few searches
select
    record,
    context.period_from as day,
    context.period_to as last_day,
    trim(regexp_extract(point.name, '^(.+): ?\(([^()]+)\)$', 1)) as brand,
    trim(regexp_extract(point.name, '^(.+): ?\(([^()]+)\)$', 1)) as term,
    "Country" as geo,
    case when is_below(point.value) then '0' else point.value end as interest,
    is_below(point.value) as is_below_one
from upload
cross join context
cross join unnest(wide) as points(point)
where known(point.value) is not null
