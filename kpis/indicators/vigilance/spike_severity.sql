/*
title.en    = "Negative spike severity"
title.fr    = "Intensité du pic négatif"
question.en = "How far out of the ordinary was the worst day of negative mentions?"
question.fr = "De combien la pire journée de mentions négatives sort-elle de l'ordinaire ?"
formula.en  = "Largest z of the period's daily unique negative mentions (square-root scale, weekday medians of 56 ordinary days, MAD); over 3.5 is a spike"
formula.fr  = "Plus grand z des mentions négatives uniques par jour (échelle racine, médianes par jour de semaine sur 56 jours ordinaires, MAD) ; au-delà de 3,5, c'est un pic"
unit        = "score"
better      = "lower"
class       = "max"
interval    = "none"
article     = ["S24", "S30"]
screen      = "crisis"
needs       = ["watch_days"]
counts      = {share = "unique"}
evidence.en = "n is the number of days that could be evaluated; the unique mentions of the period are listed."
evidence.fr = "n est le nombre de jours évalués ; ce sont les mentions uniques de la période qui sont listées."
*/
-- one row per period and series; unknown where no day could be evaluated
select
    period,
    series,
    max(z) as value,
    count(z) as n
from watch_days
where signal = 'negative'
group by
    period,
    series
