/*
title.en  = "Google Analytics 4 report"
title.fr  = "Google Analytics 4, rapport"
tool      = "Google Analytics 4"
signature = []
preamble  = '(?im)^\W*(start date|date de début)\W+\d{8}'
period    = '20\d{6}[^0-9]+20\d{6}'
# every column but averages, rates and cohorts: a figure is made of sums
wide      = '(?i)^(?![#"])(?![\d.,%$€:]+$)(?!.*(\brate\b|\bper\b|average|taux|moyen|durée|\bpar\b|user engagement$|cohort|arpp?u|^(max|min) |conversion$))(?!(\d+ days?|(week|day|month) \d+)$).+'
dates     = "iso"
decimals  = "dot"
account   = "own"
asks      = ["period"]
source    = '''nullif(regexp_extract(context.preamble, '(?im)prop(?:erty|riété)\s*:\s*([^\n]+)', 1), '')'''
aside     = 'len(list_filter(wide, c -> web_dimension(c.name) is null and known(c.value) is not null)) = 0'
confidence = "file"
export.en = "Reports › open a report › Share this report › Download file › CSV"
export.fr = "Rapports › ouvrir un rapport › Partager ce rapport › Télécharger le fichier › CSV"
*/
-- one row per day (or item of a dimension in the whole period) and measure; weeks begin on Sunday, as the tool's do
with period as (
    select
        cast(period_from as date) as first_day,
        cast(period_to as date) as final_day
    from context
),
told as (
    select
        record,
        list_filter(wide, c -> web_dimension(c.name) is not null) as dimensions,
        list_filter(wide, c -> web_dimension(c.name) is null) as measures
    from upload
),
named as (
    select
        *,
        lower(dimensions[1].name) as first_name,
        web_dimension(dimensions[1].name) as dimension,
        array_to_string(list_transform(dimensions, c -> coalesce(cell(c.value), '')), ' | ') as item,
        try_cast(dimensions[1].value as integer) as number
    from told
),
timed as (
    select
        *,
        first_day,
        final_day,
        case
            when dimension <> 'time' then first_day
            when regexp_full_match(dimensions[1].value, '20[0-9]{6}') then cast(try_strptime(dimensions[1].value, '%Y%m%d') as date)
            when first_name in ('nth day', 'nième jour') then first_day + number
            when first_name in ('nth week', 'nième semaine') and number = 0 then first_day
            when first_name in ('nth week', 'nième semaine') then first_day + cast(7 * number - dayofweek(first_day) as integer)
            when first_name in ('nth month', 'nième mois')
                then cast(greatest(date_trunc('month', first_day) + to_months(number), first_day) as date)
        end as begins
    from named
    cross join period
)
select
    record,
    case when dimension is null or begins is null then dimensions[1].value else cast(begins as varchar) end as day,
    cast(
        case
            when dimension <> 'time' then final_day
            when first_name in ('nth week', 'nième semaine') then least(begins + cast(6 - dayofweek(begins) as integer), final_day)
            when first_name in ('nth month', 'nième mois') then least(last_day(begins), final_day)
        end
        as varchar
    ) as last_day,
    null as brand,
    case when dimension = 'time' then 'day' else coalesce(dimension, 'day') end as dimension,
    case when dimension <> 'time' then item end as item,
    web_metric(measure.name) as metric,
    measure.value as value
from timed
cross join unnest(measures) as all_measures(measure)
where known(measure.value) is not null
