/*
title.en  = "LinkedIn Campaign Manager report (paid)"
title.fr  = "LinkedIn Campaign Manager, rapport (payant)"
tool      = "LinkedIn Campaign Manager"
signature = ["Start Date", "Account Name", "Campaign Name", "Total Spent", "Impressions", "Clicks"]
optional  = ["Campaign ID", "Currency", "Conversions"]
dates     = "mdy"
period    = '(?s)Report Start.+'
aside     = 'is_total("Start Date") or known("Campaign Name") is null'
totals    = ["Impressions", "Clicks"]
account   = "own"
source    = 'cell("Account Name")'
remarks   = ["paid"]
confidence = "parser"
layout    = "unknown"
evidence  = "public code that reads such files; no file was seen"
export.en = "Campaign Manager › Export › Campaign performance › CSV"
export.fr = "Campaign Manager › Exporter › Performances des campagnes › CSV"

[aliases]
"Start Date" = ['/start date \(in [^)]+\)/']
*/
-- one row per campaign, day and measure; a report that is not cut by day has the first day of its period in every row
select
    record,
    "Start Date" as day,
    case when count(distinct cell("Start Date")) over () = 1 and context.period_to <> context.period_from then context.period_to end as last_day,
    null as brand,
    'paid_linkedin_campaign' as dimension,
    concat_ws(' › ', cell("Campaign Name"), cell("Campaign ID")) as item,
    case when measure.name = 'cost' then concat_ws('_', 'cost', lower(known("Currency"))) else measure.name end as metric,
    if(measure.name in ('impressions', 'clicks'), counted(measure.value), measure.value) as value
from upload
cross join context
cross join unnest([
    {'name': 'impressions', 'value': "Impressions"},
    {'name': 'clicks', 'value': "Clicks"},
    {'name': 'conversions', 'value': "Conversions"},
    {'name': 'cost', 'value': "Total Spent"}
]) as all_measures(measure)
where known(measure.value) is not null
