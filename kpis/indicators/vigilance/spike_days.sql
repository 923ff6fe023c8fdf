/*
title.en    = "Spike days"
title.fr    = "Jours de pic"
question.en = "On how many days were there far more mentions than usual?"
question.fr = "Combien de jours ont compté bien plus de mentions que d'ordinaire ?"
formula.en  = "Days whose mentions, unique or with copies, are at z > 3.5 of what the twelve weeks before lead to expect (at least 5, and 1.5 times the expected number), or at the threshold that the organisation set"
formula.fr  = "Jours dont les mentions, uniques ou copies comprises, sont à z > 3,5 de l'attendu d'après les douze semaines précédentes (5 au moins, et 1,5 fois l'attendu), ou au seuil que l'organisation a fixé"
unit        = "days"
better      = "context"
class       = "flow"
interval    = "none"
article     = ["S24"]
screen      = "crisis"
needs       = ["watch_days"]
absent      = "missing"
evidence.en = "n is the number of days that could be evaluated; the mentions of the period are listed."
evidence.fr = "n est le nombre de jours évalués ; ce sont les mentions de la période qui sont listées."
*/
-- one row per period and series; unknown where no day could be evaluated: not covered, or under 14 days of history
with evaluated as (
    select
        period,
        series,
        day,
        max(level) as level
    from watch_days
    where signal in ('all', 'mentions')
    group by
        period,
        series,
        day
)
select
    period,
    series,
    case when count(level) > 0 then count(*) filter (where level = 2) end as value,
    count(level) as n
from evaluated
group by
    period,
    series
