/*
title.en    = "Crisis level"
title.fr    = "Niveau de crise"
question.en = "How serious did it become: calm, vigilance, alert or crisis?"
question.fr = "Jusqu'où est-on allé : calme, vigilance, alerte ou crise ?"
formula.en  = "Highest daily level: 1 for a signal to watch (z > 2.5) or a spike of all mentions; 2 for a spike (z > 3.5, or the threshold that the organisation set) of negative mentions, unique or with copies, of sensitive ones, or of the authors of one story in six hours; 3 for such a spike on the second day in a row, of two kinds at once, or with the press or an author of unusual reach"
formula.fr  = "Plus haut niveau quotidien : 1 pour un signal à surveiller (z > 2,5) ou un pic de toutes les mentions ; 2 pour un pic (z > 3,5, ou le seuil que l'organisation a fixé) de mentions négatives, uniques ou copies comprises, de mentions sensibles, ou d'auteurs d'un même récit en six heures ; 3 pour un tel pic au deuxième jour de suite, de deux sortes à la fois, ou avec la presse ou un auteur d'une portée inhabituelle"
unit        = "level"
better      = "lower"
class       = "max"
interval    = "none"
article     = ["S06", "S24", "S30"]
screen      = "crisis"
needs       = ["watch_days"]
evidence.en = "n is the number of days that could be evaluated; the mentions of the period are listed."
evidence.fr = "n est le nombre de jours évalués ; ce sont les mentions de la période qui sont listées."
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
