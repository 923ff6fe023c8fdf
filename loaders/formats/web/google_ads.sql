/*
title.en  = "Google Ads campaigns"
title.fr  = "Google Ads, campagnes"
tool      = "Google Ads"
signature = ["Campaign", "Clicks", "Impr.", "Cost"]
optional  = ["Campaign status", "Campaign state", "Day", "Conversions", "Conv. value"]
period    = '(?s).+'
aside     = 'known("Campaign") is null or is_total(coalesce("Campaign status", "Campaign state", "Day", "Campaign"))'
totals    = ["Clicks", "Impr."]
account   = "own"
asks      = ["period"]
confidence = "file"
layout    = "2026"
evidence  = "campaign report of January 2026, repository DanielTheC/internal-lnking-tool"
export.en = "Campaigns › Download › .csv"
export.fr = "Campagnes › Télécharger › .csv"

[aliases]
"Campaign"        = ["Campagne"]
"Clicks"          = ["Clics"]
"Impr."           = ["Impressions"]
"Cost"            = ["Coût"]
"Campaign status" = ["État de la campagne"]
"Day"             = ["Jour"]
"Conv. value"     = ["Valeur de conv."]
*/
-- one row per campaign (and day, where the report is cut by day) and measure; the rows 'Total: …' below are sums
select
    record,
    coalesce(cell("Day"), context.period_from) as day,
    case when cell("Day") is null then context.period_to end as last_day,
    null as brand,
    'ad_campaign' as dimension,
    "Campaign" as item,
    measure.name as metric,
    case when measure.name in ('clicks', 'impressions') then counted(measure.value) else measure.value end as value
from upload
cross join context
cross join unnest([
    {'name': 'clicks', 'value': "Clicks"},
    {'name': 'impressions', 'value': "Impr."},
    {'name': 'cost', 'value': "Cost"},
    {'name': 'conversions', 'value': "Conversions"},
    {'name': 'conversion_value', 'value': "Conv. value"}
]) as all_measures(measure)
where known(measure.value) is not null
