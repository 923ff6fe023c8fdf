/*
title.en    = "Expert interventions"
title.fr    = "Interventions d'expert"
question.en = "How often do we speak as experts on other sites?"
question.fr = "Combien de fois intervenons-nous en experts sur d'autres sites ?"
formula.en  = "Signed answers, guest posts and talks on third-party sites, as recorded in the relations log; over four weeks for an objective"
formula.fr  = "Réponses signées, tribunes et prises de parole sur des sites tiers, d'après le journal des relations ; sur quatre semaines pour un objectif"
unit        = "count"
better      = "higher"
class       = "flow"
interval    = "none"
article     = ["S14"]
screen      = "activity"
needs       = ["relations"]
weeks       = 4
records     = "kind = 'intervention'"
parts.of = "relations"
parts.where = "kind = 'intervention'"
parts.numerator = "1"
*/
-- one row per period and series
select
    period,
    series,
    count(*) as value,
    count(*) as n
from relations
where kind = 'intervention'
group by
    period,
    series
