/*
title.en    = "Negative spike severity"
title.fr    = "Intensité du pic négatif"
question.en = "How far out of the ordinary was the worst day of negative mentions?"
question.fr = "De combien la pire journée de mentions négatives sort-elle de l'ordinaire ?"
formula.en  = "Largest z of the period's daily negative mentions, unique or with copies, against what the twelve weeks before lead to expect; over 3.5, or the threshold that the organisation set, is a spike"
formula.fr  = "Plus grand z des mentions négatives par jour, uniques ou copies comprises, par rapport à l'attendu d'après les douze semaines précédentes ; au-delà de 3,5, ou du seuil que l'organisation a fixé, c'est un pic"
unit        = "score"
better      = "lower"
class       = "max"
interval    = "none"
article     = ["S24", "S30"]
screen      = "crisis"
needs       = ["watch_days"]
evidence.en = "n is the number of days that could be evaluated; the mentions of the period are listed."
evidence.fr = "n est le nombre de jours évalués ; ce sont les mentions de la période qui sont listées."
*/
-- one row per period and series; unknown where no day could be evaluated
with evaluated as (
    select
        period,
        series,
        day,
        max(z) as z
    from watch_days
    where signal in ('negative', 'negative_mentions')
    group by
        period,
        series,
        day
)
select
    period,
    series,
    max(z) as value,
    count(z) as n
from evaluated
group by
    period,
    series
