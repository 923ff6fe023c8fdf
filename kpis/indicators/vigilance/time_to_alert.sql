/*
title.en    = "Time to alert decision makers"
title.fr    = "Délai d'alerte des décideurs"
question.en = "Once we had noticed, how long until the decision makers were informed?"
question.fr = "Une fois l'alerte prise en compte, en combien de temps les décideurs ont-ils été informés ?"
formula.en  = "Product-limit (Kaplan–Meier) median of decision makers informed − acknowledgement, over the alerts of the period; one that was not passed on counts as open until the end of what its export tells, unless it was refuted; excluded are those of exports that never name the moment"
formula.fr  = "Médiane produit-limite (Kaplan-Meier) de décideurs informés − prise en compte, sur les alertes de la période ; une alerte non transmise compte comme ouverte jusqu'à la fin de ce que dit son export, sauf si elle a été infirmée ; celles des exports qui ne donnent jamais ce moment sont exclues"
unit        = "minutes"
better      = "lower"
class       = "median"
interval    = "median"
article     = ["S20", "S24"]
screen      = "crisis"
needs       = ["alerts"]
ended       = "passed_on"
records     = "informed_at >= acknowledged_at or (not is_informed and coalesce(is_confirmed, true))"
*/
-- one row per alert; excluded: one passed on before it was acknowledged, an error of the log
select
    period,
    series,
    cast(extract(epoch from (greatest(ends_at, acknowledged_at) - acknowledged_at)) as double precision) / 60 as duration,
    is_over
from (
    select
        *,
        least(informed_at, told_until) as ends_at,
        coalesce(informed_at <= told_until, false) as is_over
    from alerts
    where informed_at >= acknowledged_at
       or (
           not is_informed
           and coalesce(is_confirmed, true)
       )
) as raised
