/*
title.en  = "Google Analytics 4 report"
title.fr  = "Google Analytics 4, rapport"
tool      = "Google Analytics 4"
signature = []
# the lines of a report; or those of an exploration, which Universal Analytics wrote alike until June 2024
preamble  = '(?im)^\W*{{Start date}}\W+\d{8}|\A(?=[\s\S]*(\bexplora(tion|ción|zione|ção)\b|\bexplorative\b|\bfree[ -]?form\b|\bformat? libre\b|\d{8}-(2024(0[7-9]|1[0-2])|202[5-9]|20[3-9]\d)\d*\W*$))[\s\S]*^\W*20\d{6}-20\d{6}\W*$'
period    = '20\d{6}[^0-9]+20\d{6}'
# every column but averages, rates and cohorts: a figure is made of sums
wide      = '(?i)^(?![#"])(?![\d.,%$€:]+$)(?!.*(\w*{{rate}}\b|\b{{per}}\b|\b{{average}}\b|\w*{{duration}}\b|user engagement$|cohort|arpp?u|^(max|min) |conversion$))(?!(\d+ days?|(week|day|month) \d+)$).+'
dates     = "iso"
decimals  = "dot"
account   = "own"
asks      = ["period"]
source    = '''nullif(regexp_extract(context.preamble, '(?im){{Property}}\s*:\s*([^\n]+)', 1), '')'''
# the total of an exploration has no item
aside     = '''
    len(list_filter(wide, c -> web_dimension(c.name) is null and known(c.value) is not null)) = 0
    or cell(wide[1].value) is null or is_total(wide[1].value)
'''
confidence = "file"
layout    = "2023 to 2025"
evidence  = "six files of the repositories DanielTheC/internal-lnking-tool, Joel-hanson/joel-hanson.github.io, marko7bub/Bubniak_Thesis and indigo-poesies/indigo-poesies"
export.en = "Reports › open a report › Share this report › Download file › CSV"
export.fr = "Rapports › ouvrir un rapport › Partager ce rapport › Télécharger le fichier › CSV"
*/
-- one row per day or item of a dimension (in the whole period), or both, and measure; weeks begin on Sunday, as the tool's do
with period as (
    select
        cast(period_from as date) as first_day,
        cast(period_to as date) as final_day
    from context
),
cells as (
    select record, wide[position].name as name, known(wide[position].value) as value, position
    from (select record, wide, generate_subscripts(wide, 1) as position from upload)
),
told_apart as (
    -- whether the dimensions that are known give each record an item of its own: words beside them then break nothing down.
    -- Beside a date alone they do: days of one campaign are no days of the site
    select coalesce(count(*) = count(distinct item) and bool_and(names_an_item), false) as apart
    from (
        select
            string_agg(value, chr(31) order by name) filter (web_dimension(name) is not null) as item,
            count(value) filter (web_dimension(name) <> 'time') > 0 as names_an_item
        from cells
        group by record
    )
),
names as (
    -- the columns that the report is broken down by: those that are known, those that hold words (but for the remarks that
    -- people add), else the first one
    select
        coalesce(
            list(name) filter (
                web_dimension(name) is not null or (words > figures and not apart and not is_remark(name))
            ),
            list(name) filter (position = 1)
        ) as dimensions,
        coalesce(list(name) filter (words > figures), []) as remarks
    from (
        select
            name,
            min(position) as position,
            count(*) filter (not regexp_full_match(value, '[-+−<]?[0-9][0-9.,]*')) as words,
            count(*) filter (regexp_full_match(value, '[-+−<]?[0-9][0-9.,]*')) as figures
        from cells
        group by name
    )
    cross join told_apart
),
told as (
    select
        record,
        list_filter(wide, c -> list_contains(dimensions, c.name) and coalesce(web_dimension(c.name), '') = 'time')[1] as moment,
        list_filter(wide, c -> list_contains(dimensions, c.name) and coalesce(web_dimension(c.name), '') <> 'time') as others,
        list_filter(wide, c -> not list_contains(dimensions, c.name) and not list_contains(remarks, c.name)) as measures
    from upload
    cross join names
),
named as (
    select
        *,
        lower(moment.name) as moment_name,
        case when len(others) > 0 then coalesce(web_dimension(others[1].name), lower(cell(others[1].name))) else 'day' end as dimension,
        case when len(others) > 0 then array_to_string(list_transform(others, c -> coalesce(cell(c.value), '')), ' | ') end as item,
        try_cast(moment.value as integer) as number
    from told
),
timed as (
    select
        *,
        first_day,
        final_day,
        case
            when moment is null then first_day
            when regexp_full_match(moment.value, '20[0-9]{6}') then cast(try_strptime(moment.value, '%Y%m%d') as date)
            when moment_name = 'nth day' then first_day + number
            when moment_name = 'nth week' and number = 0 then first_day
            when moment_name = 'nth week' then first_day + cast(7 * number - dayofweek(first_day) as integer)
            when moment_name = 'nth month'
                then cast(greatest(date_trunc('month', first_day) + to_months(number), first_day) as date)
        end as begins
    from named
    cross join period
)
select
    record,
    case when begins is null then moment.value else cast(begins as varchar) end as day,
    cast(
        case
            when moment is null then final_day
            when moment_name = 'nth week' then least(begins + cast(6 - dayofweek(begins) as integer), final_day)
            when moment_name = 'nth month' then least(last_day(begins), final_day)
        end
        as varchar
    ) as last_day,
    null as brand,
    dimension as dimension,
    item as item,
    web_metric(measure.name) as metric,
    measure.value as value
from timed
cross join unnest(measures) as all_measures(measure)
where known(measure.value) is not null
