/*
title.en    = "Spike days"
title.fr    = "Jours de pic"
question.en = "On how many days were there far more mentions than usual?"
question.fr = "Combien de jours ont compté bien plus de mentions que d'ordinaire ?"
formula.en  = "Days whose unique mentions are at z > 3.5 against the same weekday of the 56 ordinary days before (at least 5, and 1.5 times the expected number)"
formula.fr  = "Jours dont les mentions uniques sont à z > 3,5 du même jour de semaine sur les 56 jours ordinaires précédents (5 au moins, et 1,5 fois l'attendu)"
unit        = "days"
better      = "context"
class       = "flow"
interval    = "none"
article     = ["S24"]
screen      = "crisis"
needs       = ["watch_days"]
absent      = "missing"
counts      = {share = "unique"}
evidence.en = "n is the number of days that could be evaluated; the unique mentions of the period are listed."
evidence.fr = "n est le nombre de jours évalués ; ce sont les mentions uniques de la période qui sont listées."
*/
-- one row per period and series; unknown where no day could be evaluated: not covered, or under 14 days of history
select
    period,
    series,
    case when count(level) > 0 then count(*) filter (where level = 2) end as value,
    count(level) as n
from watch_days
where signal = 'all'
group by
    period,
    series
