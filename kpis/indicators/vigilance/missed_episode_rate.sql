/*
title.en    = "Missed episodes"
title.fr    = "Épisodes manqués"
question.en = "How many of the episodes that the watch rang for did nobody log an alert of?"
question.fr = "Combien des épisodes que la veille a signalés n'ont donné lieu à aucune alerte ?"
formula.en  = "Episodes of level 2 or more that nobody was told of, or took in hand, and without an alert in the log from the day before they begin to 24 hours after the day that rang / episodes of which these 24 hours end in the period, where the watch kept them by then or the log covers them"
formula.fr  = "Épisodes de niveau 2 ou plus dont personne n'a été prévenu, que personne n'a pris en charge, et sans alerte au journal entre la veille de leur début et 24 heures après le jour du signal / épisodes dont ces 24 heures s'achèvent dans la période, si la veille les avait alors relevés ou si le journal les couvre"
unit        = "percent"
better      = "lower"
class       = "ratio"
interval    = "none"
article     = ["S24", "S25", "S30"]
screen      = "crisis"
needs       = ["alert_terms"]
context     = ["past_alerts", "source_days"]
history     = 63
by          = ["brand"]
evidence.en = "n is the number of episodes; the mentions of the period and the alerts in the log are listed."
evidence.fr = "n est le nombre d'épisodes ; ce sont les mentions de la période et les alertes du journal qui sont listées."
*/
-- one row per period and brand; an alert of an episode may be older than the period in which its term ends
with logged as (
    -- the terms that the log covers, or that the watch had on record by then
    select
        alert_terms.period,
        alert_terms.series,
        alert_terms.day,
        max(case when alert_terms.is_handled then 1 else 0 end) as handled
    from alert_terms
    left join source_days
      on source_days.brand = alert_terms.series
     and source_days.day >= alert_terms.rang_on
     and source_days.day <= alert_terms.day
     and source_days.table_name = 'alerts'
     and source_days.is_covered
    group by
        alert_terms.period,
        alert_terms.series,
        alert_terms.day
    having count(distinct source_days.day) = 2
        or count(alert_terms.is_handled) > 0
),
warned as (
    select
        logged.period,
        logged.series,
        logged.day,
        logged.handled + count(past_alerts.day) as alerts
    from logged
    join alert_terms
      on alert_terms.period = logged.period
     and alert_terms.series = logged.series
     and alert_terms.day = logged.day
    left join past_alerts
      on past_alerts.series = alert_terms.series
     and past_alerts.day >= alert_terms.since
     and past_alerts.day <= alert_terms.day
    group by
        logged.period,
        logged.series,
        logged.day,
        logged.handled
)
select
    period,
    series,
    cast(count(*) filter (where alerts = 0) as double precision) / nullif(count(*), 0) as value,
    count(*) as n
from warned
group by
    period,
    series
