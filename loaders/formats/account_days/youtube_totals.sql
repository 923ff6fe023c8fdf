/*
title.en  = "YouTube Studio, totals by day"
title.fr  = "YouTube Studio, totaux par jour"
tool      = "YouTube Studio"
signature = ["Date"]
wide      = '(?i)^({{h:Views}}|{{h:Engaged views}}|{{h:Watch time (hours)}})$'
# a date and a measure, nothing above: two columns that many a tool writes, hence the name of the file
preamble  = '\A\s*\Z'
file_named = '(?i)^{{Totals}}( ?\(\d+\))?\.csv$'
dates     = "prove"
account   = "own"
aside     = 'is_total("Date")'
confidence = "parser"
layout    = "unknown"
evidence  = "public code that reads the zip; engaged views: one public report"
export.en = "Analytics › Advanced mode › Download › CSV (Totals)"
export.fr = "Données analytiques › Mode avancé › Télécharger › CSV (Totals)"
*/
-- one row per day; the network comes from the other tables of the zip, else it is asked
select
    record,
    "Date" as day,
    null as brand,
    case when context.siblings like '%YouTube Studio%' or regexp_matches(context.unclaimed, '(?i)\baverage view duration\b|{{h:Video publish time}}|{{h:Watch time (hours)}}') then 'youtube' end as channel,
    account_metric(cell.name) as metric,
    cell.value as value
from upload
cross join context
cross join unnest(wide) as figures(cell)
where known(cell.value) is not null
