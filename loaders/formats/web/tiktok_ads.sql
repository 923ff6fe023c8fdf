/*
title.en  = "TikTok Ads Manager report (paid)"
title.fr  = "TikTok Ads Manager, rapport (payant)"
tool      = "TikTok Ads Manager"
signature = ["Campaign name", "Cost", "Impressions", "Clicks (destination)"]
optional  = ["By Day", "Ad group name", "Ad name", "Account name", "Currency", "Reach", "Conversions"]
dates     = "iso"
period    = '(?s).+'
aside     = 'known("Campaign name") is null or is_total("Campaign name") or is_total("By Day")'
totals    = ["Impressions"]
account   = "own"
asks      = ["period"]
source    = 'cell("Account name")'
remarks   = ["paid"]
confidence = "parser"
layout    = "unknown"
evidence  = "public code that reads such files; no file was seen"
export.en = "TikTok Ads Manager › Reporting › Export › CSV or XLSX"
export.fr = "TikTok Ads Manager › Rapports › Exporter › CSV ou XLSX"

[aliases]
"By Day"      = ["Date"]
"Cost"        = ["Spend", '/cost \([a-z]{3}\)/']
"Impressions" = ["Impression"]
*/
-- one row per campaign (ad group, ad), day where the report is cut by day, and measure
select
    record,
    coalesce(cell("By Day"), context.period_from) as day,
    case when cell("By Day") is null then context.period_to end as last_day,
    null as brand,
    case
        when cell("Ad name") is not null then 'paid_tiktok_ad'
        when cell("Ad group name") is not null then 'paid_tiktok_ad_group'
        else 'paid_tiktok_campaign'
    end as dimension,
    concat_ws(' › ', cell("Campaign name"), cell("Ad group name"), cell("Ad name")) as item,
    case
        when measure.name = 'cost'
            then concat_ws(
                '_', 'cost',
                lower(coalesce(known("Currency"), nullif(regexp_extract(context.headers['Cost'], '\(([A-Za-z]{3})\)', 1), '')))
            )
        else measure.name
    end as metric,
    if(measure.name in ('cost', 'conversions'), measure.value, counted(measure.value)) as value
from upload
cross join context
cross join unnest([
    {'name': 'impressions', 'value': "Impressions"},
    {'name': 'reach', 'value': "Reach"},
    {'name': 'link_clicks', 'value': "Clicks (destination)"},
    {'name': 'conversions', 'value': "Conversions"},
    {'name': 'cost', 'value': "Cost"}
]) as all_measures(measure)
where known(measure.value) is not null
