/*
title.en  = "Google Trends, interest over time"
title.fr  = "Google Trends, évolution de l’intérêt"
tool      = "Google Trends"
signature = ["Week"]
preamble  = '^\W*(Category|Catégorie|Kategorie|Categor[ií]a|Categoria|类别|カテゴリ)'
wide      = '^.+: ?\(.+\)$'
dates     = "iso"
decimals  = "dot"
confidence = "file"
export.en = "Explore › Interest over time › Download (CSV)"
export.fr = "Explorer › Évolution de l’intérêt › Télécharger (CSV)"

[aliases]
Week = ["Day", "Month", "Time", "Semaine", "Jour", "Mois", "Heure", "Woche", "Tag", "Monat", "Semana", "Día", "Mes", "周", "月", "天"]
*/
-- one row per term and week (or day, or month): 0 to 100, 100 being the highest of all; '<1' is more than nothing and
-- less than one. What is searched for is the brand that the figure is about
select
    record,
    case when regexp_full_match(cell("Week"), '\d{4}-\d{2}') then cell("Week") || '-01' else "Week" end as day,
    case
        when regexp_full_match(cell("Week"), '\d{4}-\d{2}')
            then cast(last_day(try_cast(cell("Week") || '-01' as date)) as varchar)
        when regexp_matches(lower(given.headers['Week']), 'week|semaine|woche|semana|周')
            then cast(try_cast(cell("Week") as date) + 6 as varchar)
    end as last_day,
    trim(regexp_extract(point.name, '^(.+): ?\(([^()]+)\)$', 1)) as brand,
    trim(regexp_extract(point.name, '^(.+): ?\(([^()]+)\)$', 1)) as term,
    trim(regexp_extract(point.name, '^(.+): ?\(([^()]+)\)$', 2)) as geo,
    case when is_below(point.value) then '0' else point.value end as interest,
    is_below(point.value) as is_below_one
from upload
cross join given
cross join unnest(wide) as points(point)
where known(point.value) is not null
