/*
title.en  = "Matomo visits by day"
title.fr  = "Matomo, visites par jour"
tool      = "Matomo"
signature = ["date", "nb_visits", "nb_actions"]
optional  = ["nb_uniq_visitors", "nb_users", "nb_visits_converted", "bounce_count"]
dates     = "iso"
decimals  = "dot"
account   = "own"
confidence = "parser"
layout    = "unknown"
evidence  = "tests of the tool's own export"
export.en = "Visitors › Overview › Export this dataset › CSV (period: several days)"
export.fr = "Visiteurs › Vue d'ensemble › Exporter ces données › CSV (période : plusieurs jours)"

[aliases]
nb_visits        = ["visits", "visites"]
nb_actions       = ["actions"]
nb_uniq_visitors = ["unique visitors", "visiteurs uniques"]
*/
-- one row per day and measure
select
    record,
    "date" as day,
    null as brand,
    'day' as dimension,
    measure.name as metric,
    measure.value as value
from upload
cross join unnest([
    {'name': 'sessions', 'value': "nb_visits"},
    {'name': 'actions', 'value': "nb_actions"},
    {'name': 'users', 'value': "nb_uniq_visitors"},
    {'name': 'logged_in_users', 'value': "nb_users"},
    {'name': 'converted_sessions', 'value': "nb_visits_converted"},
    {'name': 'bounces', 'value': "bounce_count"}
]) as all_measures(measure)
where known(measure.value) is not null
