/*
title.en  = "Meta Ads Manager report (paid)"
title.fr  = "Gestionnaire de publicités Meta, rapport (payant)"
tool      = "Meta Ads Manager"
signature = ["Reporting starts", "Reporting ends", "Amount spent", "Impressions"]
optional  = [
    "Campaign name", "Ad set name", "Ad name", "Account name", "Day", "Currency", "Reach", "Link clicks", "Clicks (all)", "Results",
]
dates     = "iso"
aside     = 'coalesce(known("Campaign name"), known("Ad set name"), known("Ad name")) is null'
totals    = ["Impressions"]
account   = "own"
source    = 'cell("Account name")'
remarks   = ["paid"]
confidence = "parser"
layout    = "unknown"
evidence  = "public code that reads such files; no file was seen"
export.en = "Ads Manager › Reports › Export table data › CSV or XLSX"
export.fr = "Gestionnaire de publicités › Rapports › Exporter les données du tableau › CSV ou XLSX"

[aliases]
"Reporting starts" = ["Début des rapports"]
"Reporting ends"   = ["Fin des rapports"]
"Amount spent"     = ['/amount spent \([a-z]{3}\)/', 'Montant dépensé', '/montant depense \([a-z]{3}\)/']
"Campaign name"    = ["Nom de la campagne"]
"Ad set name"      = ["Nom de l'ensemble de publicités"]
"Ad name"          = ["Nom de la publicité"]
"Account name"     = ["Nom du compte"]
"Day"              = ["Jour"]
"Currency"         = ["Devise"]
"Reach"            = ["Couverture"]
"Link clicks"      = ["Clics sur un lien"]
"Clicks (all)"     = ["Clics (tous)"]
"Results"          = ["Résultats"]
*/
-- one row per campaign (ad set, ad), period and measure of paid distribution: Facebook, Instagram and what else the report
-- holds. The row without a name is the total
select
    record,
    coalesce(cell("Day"), cell("Reporting starts")) as day,
    case when cell("Day") is null and cell("Reporting ends") <> cell("Reporting starts") then "Reporting ends" end as last_day,
    null as brand,
    case
        when cell("Ad name") is not null then 'paid_meta_ad'
        when cell("Ad set name") is not null then 'paid_meta_ad_set'
        else 'paid_meta_campaign'
    end as dimension,
    concat_ws(' › ', cell("Campaign name"), cell("Ad set name"), cell("Ad name")) as item,
    case
        when measure.name = 'cost'
            then concat_ws(
                '_', 'cost',
                lower(coalesce(
                    known("Currency"), nullif(regexp_extract(context.headers['Amount spent'], '\(([A-Za-z]{3})\)', 1), '')
                ))
            )
        else measure.name
    end as metric,
    if(measure.name = 'cost', measure.value, counted(measure.value)) as value
from upload
cross join context
cross join unnest([
    {'name': 'impressions', 'value': "Impressions"},
    {'name': 'reach', 'value': "Reach"},
    {'name': 'link_clicks', 'value': "Link clicks"},
    {'name': 'clicks', 'value': "Clicks (all)"},
    {'name': 'results', 'value': "Results"},
    {'name': 'cost', 'value': "Amount spent"}
]) as all_measures(measure)
where known(measure.value) is not null
