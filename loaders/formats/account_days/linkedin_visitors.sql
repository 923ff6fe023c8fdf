/*
title.en  = "LinkedIn page, visitors"
title.fr  = "LinkedIn, page, visiteurs"
tool      = "LinkedIn"
signature = ["Date", "Overview page views (total)", "Total page views (total)"]
wide      = '(?i)^(total[ _]unique[ _]visitors[ _]\(total\)|{{h:Total unique visitors (total)}})$'
dates     = "mdy"
decimals  = "dot"
account   = "own"
aside     = 'is_total("Date")'
confidence = "file"
layout    = "unknown"
evidence  = "columns kept by the repository open-innovations/leeds-digital-festival-data, data from October 2021; no untouched file was seen"
export.en = "Page › Analytics › Visitors › Export"
export.fr = "Page › Statistiques › Visiteurs › Exporter"
*/
-- one row per day and measure: all pages and devices together
select
    record,
    "Date" as day,
    null as brand,
    'linkedin' as channel,
    account_metric(cell.name) as metric,
    cell.value as value
from upload
cross join unnest([{'name': 'profile_visits', 'value': "Total page views (total)"}] || wide) as figures(cell)
where known(cell.value) is not null
