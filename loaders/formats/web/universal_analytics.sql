/*
title.en  = "Universal Analytics report (2023 and before)"
title.fr  = "Universal Analytics, rapport (jusqu'en 2023)"
tool      = "Universal Analytics"
signature = []
preamble  = '(?m)^\W*\d{8}-\d{8}\W*$'
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
export.en = "Any report › Export › CSV"
export.fr = "Un rapport › Exporter › CSV"
*/
-- one row per item of a dimension in the period of the report, and measure; the row without an item is the total
with told as (
    select
        record,
        list_filter(wide, c -> web_dimension(c.name) is not null) as dimensions,
        list_filter(wide, c -> web_dimension(c.name) is null) as measures
    from upload
)
select
    record,
    context.period_from as day,
    context.period_to as last_day,
    null as brand,
    web_dimension(dimensions[1].name) as dimension,
    array_to_string(list_transform(dimensions, c -> coalesce(cell(c.value), '')), ' | ') as item,
    web_metric(measure.name) as metric,
    counted(measure.value) as value
from told
cross join context
cross join unnest(measures) as all_measures(measure)
where known(measure.value) is not null
