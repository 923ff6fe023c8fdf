/*
title.en  = "Universal Analytics by day (2023 and before)"
title.fr  = "Universal Analytics par jour (jusqu'en 2023)"
tool      = "Universal Analytics"
signature = ["Day Index"]
period    = '\d{8}-\d{8}'
wide      = '(?i)^(?!.*(%|\brate\b|\bper\b|\bavg\b|average|taux|moyen|durée|\bgem\.|percentage|duur|/ ?sess)).+'
aside     = 'cell("Day Index") is null or is_total("Day Index")'
account   = "own"
asks      = ["period"]
confidence = "parser"
layout    = "until June 2024"
evidence  = "public code that reads such files"
export.en = "Any report › Export › CSV or Excel (XLSX)"
export.fr = "Un rapport › Exporter › CSV ou Excel (XLSX)"

[aliases]
"Day Index" = ["Dagindex", "Index des jours", "Index du jour"]
*/
-- one row per day and measure; the order of day and month is the one under which all days are in the
-- period of the report
with read as (
    select
        record,
        wide,
        "Day Index" as written,
        cast(try_strptime(cell("Day Index"), ['%m/%d/%y', '%m/%d/%Y', '%m-%d-%Y', '%m-%d-%y']) as date) as month_first,
        cast(try_strptime(cell("Day Index"), ['%d/%m/%y', '%d/%m/%Y', '%d-%m-%Y', '%d-%m-%y', '%d.%m.%Y']) as date) as day_first
    from upload
),
proved as (
    select
        bool_and(coalesce(month_first between cast(period_from as date) and cast(period_to as date), false)) as is_month_first,
        bool_and(coalesce(day_first between cast(period_from as date) and cast(period_to as date), false)) as is_day_first
    from read
    cross join context
)
select
    record,
    case
        when is_month_first and not is_day_first then cast(month_first as varchar)
        when is_day_first and not is_month_first then cast(day_first as varchar)
        else written
    end as day,
    null as brand,
    'day' as dimension,
    web_metric(measure.name) as metric,
    counted(measure.value) as value
from read
cross join proved
cross join unnest(wide) as all_measures(measure)
where known(measure.value) is not null
