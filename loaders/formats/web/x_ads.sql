/*
title.en  = "X Ads campaigns (paid)"
title.fr  = "X Ads, campagnes (payant)"
tool      = "X Ads"
signature = ["Campaign ID", "Campaign name", "Delivery status", "Campaign start", "Campaign end", "Impressions", "Spend"]
optional  = ["Time period", "Link clicks", "Engagements"]
dates     = "iso"
aside     = 'known("Campaign name") is null or is_total("Campaign name")'
totals    = ["Impressions"]
account   = "own"
asks      = ["period"]
remarks   = ["paid"]
confidence = "parser"
layout    = "unknown"
evidence  = "public code that reads such files; no file was seen"
export.en = "Ads Manager › Campaigns › Export › CSV"
export.fr = "Gestionnaire de publicités › Campagnes › Exporter › CSV"
*/
-- one row per campaign, period and measure; the columns of a campaign's start and end are not the period of its figures
select
    record,
    coalesce(known(split_part("Time period", ' - ', 1)), context.period_from) as day,
    case
        when known("Time period") is null then context.period_to
        else known(split_part("Time period", ' - ', 2))
    end as last_day,
    null as brand,
    'paid_x_campaign' as dimension,
    concat_ws(' › ', cell("Campaign name"), cell("Campaign ID")) as item,
    measure.name as metric,
    if(measure.name = 'cost', measure.value, counted(measure.value)) as value
from upload
cross join context
cross join unnest([
    {'name': 'impressions', 'value': "Impressions"},
    {'name': 'link_clicks', 'value': "Link clicks"},
    {'name': 'engagements', 'value': "Engagements"},
    {'name': 'cost', 'value': "Spend"}
]) as all_measures(measure)
where known(measure.value) is not null
