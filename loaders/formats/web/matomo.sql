/*
title.en  = "Matomo report"
title.fr  = "Matomo, rapport"
tool      = "Matomo"
signature = ["label", "nb_visits"]
wide      = '(?i)^(nb_uniq_visitors|nb_users|nb_actions|nb_hits|nb_pageviews|nb_visits_converted|bounce_count|entry_nb_visits|exit_nb_visits|goals?_nb_conversions|nb_conversions|revenue|(unique )?visitors|users|actions|(unique )?page ?views|hits|bounces|conversions|visiteurs uniques|utilisateurs|pages vues|rebonds)$'
period    = '\d{4}-\d{2}-\d{2}\D+\d{4}-\d{2}-\d{2}'
decimals  = "dot"
account   = "own"
asks      = ["period"]
aside     = 'known("label") is null or (is_total("label") and known("nb_visits") is null)'
confidence = "parser"
layout    = "unknown"
evidence  = "tests of the tool's own export"
export.en = "Below any report › Export this dataset › CSV"
export.fr = "Sous un rapport › Exporter ces données › CSV"

[aliases]
label     = ["libellé", "étiquette", "page url", "page title", "url de la page", "titre de la page"]
nb_visits = ["visits", "visites"]
*/
-- one row per item and measure, in the exported period; durations in words and averages are not read
select
    record,
    context.period_from as day,
    context.period_to as last_day,
    null as brand,
    case when regexp_matches(lower(context.headers['label']), 'page') then 'page' else 'label' end as dimension,
    "label" as item,
    web_metric(measure.name) as metric,
    measure.value as value
from upload
cross join context
cross join unnest(list_prepend({'name': 'nb_visits', 'value': "nb_visits"}, wide)) as all_measures(measure)
where known(measure.value) is not null
