/*
title.en    = "Time to detect"
title.fr    = "Délai de détection"
question.en = "How long after the first mention did we notice?"
question.fr = "Combien de temps après la première mention l'avons-nous détectée ?"
formula.en  = "Median of acknowledgement − first mention of the episode, over the alerts of the period whose first mention is known"
formula.fr  = "Médiane de prise en compte − première mention de l'épisode, sur les alertes de la période dont la première mention est connue"
unit        = "hours"
better      = "lower"
class       = "median"
interval    = "none"
article     = ["S24", "S30"]
screen      = "crisis"
needs       = ["alerts"]
records     = "acknowledged_at >= first_mention_at"
*/
-- one row per period and series; excluded: an alert acknowledged before its first mention, an error of the log
with delays as (
    select
        period,
        series,
        extract(epoch from (acknowledged_at - first_mention_at)) as seconds
    from alerts
    where acknowledged_at >= first_mention_at
)
select
    period,
    series,
    percentile_cont(0.5) within group (order by cast(seconds as double precision)) / 3600 as value,
    count(*) as n
from delays
group by
    period,
    series
