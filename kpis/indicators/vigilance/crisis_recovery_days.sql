/*
title.en    = "Recovery days"
title.fr    = "Retour à la normale"
question.en = "How long did it take to return to normal after the peak of a crisis?"
question.fr = "Combien de temps a-t-il fallu, après le pic d'une crise, pour revenir à la normale ?"
formula.en  = "Longest of the episodes that ended in the period: days from the peak of an alert to the third day in a row with every signal of concern at z < 2"
formula.fr  = "Le plus long des épisodes clos dans la période : jours du pic d'une alerte au troisième jour de suite où tous les signaux préoccupants sont à z < 2"
unit        = "days"
better      = "lower"
class       = "max"
interval    = "none"
article     = ["S06"]
screen      = "crisis"
needs       = ["watch_days"]
evidence.en = "n is the number of episodes that ended; the mentions of the period are listed."
evidence.fr = "n est le nombre d'épisodes clos ; ce sont les mentions de la période qui sont listées."
*/
-- one row per period and series; unknown where no episode ended; n: episodes that ended
select
    period,
    series,
    max(observed) as value,
    count(observed) as n
from watch_days
where signal = 'recovery'
group by
    period,
    series
