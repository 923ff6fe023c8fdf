/*
title.en  = "Google Trends, interest over time"
title.fr  = "Google Trends, évolution de l'intérêt"
tool      = "Google Trends"
signature = ["Week"]
preamble  = '(?m)^\W*{{Category}}'
wide      = '^.+: ?\(.+\)$'
dates     = "iso"
decimals  = "dot"
confidence = "file"
layout    = "2018 to 2026"
evidence  = "files of the repositories DanielTheC/internal-lnking-tool, tom-robinsonCG/HTIAssistant and Eko7nanterre/Stocker-du-papier-toilette"
export.en = "Explore › Interest over time › Download (CSV)"
export.fr = "Explorer › Évolution de l'intérêt › Télécharger (CSV)"

[aliases]
Week = ["Day", "Month", "Time"]
*/
-- one row per term and week (or day, or month): 0 to 100, where 100 is the highest of all; '<1' is between 0 and 1.
-- The term is the brand. Weeks rewritten by a spreadsheet are read in the order of day and month that puts all of them
-- on one weekday
with read as (
    select
        record,
        wide,
        cell("Week") as written,
        lower(context.headers['Week']) = 'week' as is_week,
        regexp_full_match(cell("Week"), '\d{4}-\d{2}') as is_month,
        cast(try_strptime(cell("Week"), ['%d/%m/%Y', '%d.%m.%Y']) as date) as day_first,
        cast(try_strptime(cell("Week"), '%m/%d/%Y') as date) as month_first
    from upload
    cross join context
),
proved as (
    select
        count(day_first) = count(*) and count(distinct dayofweek(day_first)) = 1 as is_day_first,
        count(month_first) = count(*) and count(distinct dayofweek(month_first)) = 1 as is_month_first
    from read
),
dated as (
    select
        *,
        case
            when is_month then try_cast(written || '-01' as date)
            when regexp_full_match(written, '\d{4}-\d{2}-\d{2}') then try_cast(written as date)
            when is_week and is_day_first and not is_month_first then day_first
            when is_week and is_month_first and not is_day_first then month_first
        end as begins
    from read
    cross join proved
)
select
    record,
    case when begins is null and is_week then '? ' || written else coalesce(cast(begins as varchar), written) end as day,
    cast(case when is_month then last_day(begins) when is_week then begins + 6 end as varchar) as last_day,
    trim(regexp_extract(point.name, '^(.+): ?\(([^()]+)\)$', 1)) as brand,
    trim(regexp_extract(point.name, '^(.+): ?\(([^()]+)\)$', 1)) as term,
    trim(regexp_extract(point.name, '^(.+): ?\(([^()]+)\)$', 2)) as geo,
    case when is_below(point.value) then '0' else point.value end as interest,
    is_below(point.value) as is_below_one
from dated
cross join unnest(wide) as points(point)
where known(point.value) is not null
