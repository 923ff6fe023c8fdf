/*
title.en    = "Time to detect"
title.fr    = "Délai de détection"
question.en = "How long after the first mention, nights and weekends included, did we notice?"
question.fr = "Combien de temps après la première mention, nuits et week-ends compris, l'avons-nous détectée ?"
formula.en  = "Product-limit (Kaplan–Meier) median of acknowledgement − first mention of the episode, over the alerts of the period whose first mention is known"
formula.fr  = "Médiane produit-limite (Kaplan-Meier) de prise en compte − première mention de l'épisode, sur les alertes de la période dont la première mention est connue"
unit        = "hours"
better      = "lower"
class       = "median"
interval    = "median"
article     = ["S24", "S30"]
screen      = "crisis"
needs       = ["alerts"]
ended       = "acknowledged"
records     = "acknowledged_at >= first_mention_at"
*/
-- one row per alert; excluded: one acknowledged before its first mention, an error of the log
select
    period,
    series,
    cast(extract(epoch from (acknowledged_at - first_mention_at)) as double precision) / 3600 as duration,
    true as is_over
from alerts
where acknowledged_at >= first_mention_at
