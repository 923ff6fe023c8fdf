/*
title.en    = "Time to alert decision makers"
title.fr    = "Délai d'alerte des décideurs"
question.en = "Once we had noticed, how long until the decision makers were informed?"
question.fr = "Une fois l'alerte prise en compte, en combien de temps les décideurs ont-ils été informés ?"
formula.en  = "Median of decision makers informed − acknowledgement, over the alerts of the period that were passed on"
formula.fr  = "Médiane de décideurs informés − prise en compte, sur les alertes de la période qui ont été transmises"
unit        = "minutes"
better      = "lower"
class       = "median"
interval    = "none"
article     = ["S20", "S24"]
screen      = "crisis"
needs       = ["alerts"]
records     = "informed_at >= acknowledged_at"
*/
-- one row per period and series; excluded: an alert passed on before it was acknowledged, an error of the log
with delays as (
    select
        period,
        series,
        extract(epoch from (informed_at - acknowledged_at)) as seconds
    from alerts
    where informed_at >= acknowledged_at
)
select
    period,
    series,
    percentile_cont(0.5) within group (order by cast(seconds as double precision)) / 60 as value,
    count(*) as n
from delays
group by
    period,
    series
