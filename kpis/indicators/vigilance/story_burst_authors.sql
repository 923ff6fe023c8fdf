/*
title.en    = "Authors of the fastest story"
title.fr    = "Auteurs du récit le plus rapide"
question.en = "How many people told one same story within six hours?"
question.fr = "Combien de personnes ont relayé un même récit en six heures ?"
formula.en  = "Most distinct authors of one story (its copies, reposts and near-duplicates) within six hours; where an export tells no hour, within its day; mentions without an author are excluded"
formula.fr  = "Plus grand nombre d'auteurs distincts d'un même récit (copies, relais et quasi-doublons) en six heures ; dans la journée si l'export ne donne pas l'heure ; les mentions sans auteur sont exclues"
unit        = "count"
better      = "context"
class       = "max"
interval    = "none"
article     = ["S24", "S30"]
screen      = "crisis"
needs       = ["burst_days"]
absent      = "zero"
counts      = {has = ["author"]}
*/
-- one row per period and series; unknown where no mention names its author. n: mentions that name their author
select
    period,
    series,
    max(authors) as value,
    sum(mentions) as n
from burst_days
group by
    period,
    series
