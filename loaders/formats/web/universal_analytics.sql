/*
title.en  = "Universal Analytics report (2023 and before)"
title.fr  = "Universal Analytics, rapport (jusqu'en 2023)"
tool      = "Universal Analytics"
signature = []
# the explorations of Google Analytics 4 have the same lines
preamble  = '(?im)\A(?![\s\S]*(\bexplora(tion|ción|zione|ção)\b|\bexplorative\b|\bfree[ -]?form\b|\bformat? libre\b|\d{8}-(2024(0[7-9]|1[0-2])|202[5-9]|20[3-9]\d)\d*\W*$))[\s\S]*^\W*\d{8}-\d{8}\W*$'
period    = '\d{8}-\d{8}'
# every column but averages and rates: a figure is made of sums. Tables by day are another format
wide      = '(?i)^(?![#"])(?![-+−\d.,%$€:]+$)(?!(day|hour|week|month) index|dagindex|index d)(?!.*(%|\brate\b|\bper\b|\bavg\b|average|taux|moyen|durée|\bgem\.|percentage|duur|/ ?sess|page value|ecommerce)).+'
aside     = '''
    len(list_filter(wide, c -> web_dimension(c.name) is not null and cell(c.value) is not null)) = 0
    or len(list_filter(wide, c -> web_dimension(c.name) is null and known(c.value) is not null)) = 0
'''
account   = "own"
asks      = ["period"]
confidence = "parser"
layout    = "until June 2024"
evidence  = "public code that reads such files"
export.en = "Any report › Export › CSV"
export.fr = "Un rapport › Exporter › CSV"
*/
-- one row per item of a dimension in the period of the report, or per day of a column Date, and measure; the row without
-- an item is the total
with told as (
    select
        record,
        list_filter(wide, c -> coalesce(web_dimension(c.name), '') = 'time')[1] as moment,
        list_sort(list_filter(wide, c -> coalesce(web_dimension(c.name), 'time') <> 'time')) as others, -- whatever their order
        list_filter(wide, c -> web_dimension(c.name) is null) as measures
    from upload
)
select
    record,
    case
        when moment is null then context.period_from
        when regexp_full_match(moment.value, '20[0-9]{6}') then cast(cast(try_strptime(moment.value, '%Y%m%d') as date) as varchar)
        else moment.value
    end as day,
    case when moment is null then context.period_to end as last_day,
    null as brand,
    case when len(others) > 0 then web_dimension(others[1].name) else 'day' end as dimension,
    case when len(others) > 0 then array_to_string(list_transform(others, c -> coalesce(cell(c.value), '')), ' | ') end as item,
    web_metric(measure.name) as metric,
    counted(measure.value) as value
from told
cross join context
cross join unnest(measures) as all_measures(measure)
where known(measure.value) is not null
