/*
title.en    = "Crisis level"
title.fr    = "Niveau de crise"
question.en = "How serious did it become: calm, vigilance, alert or crisis?"
question.fr = "Jusqu'où est-on allé : calme, vigilance, alerte ou crise ?"
formula.en  = "Highest daily level: 1 for negative or sensitive mentions at z > 2.5, 2 at z > 3.5, 3 at z > 3.5 with the press or a leading author involved, or on the second day in a row"
formula.fr  = "Plus haut niveau quotidien : 1 pour des mentions négatives ou sensibles à z > 2,5, 2 à z > 3,5, 3 à z > 3,5 avec la presse ou un auteur de premier plan, ou au deuxième jour de suite"
unit        = "level"
better      = "lower"
class       = "max"
interval    = "none"
article     = ["S06", "S24", "S30"]
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
    max(level) as value,
    count(level) as n
from watch_days
where signal = 'crisis'
group by
    period,
    series
