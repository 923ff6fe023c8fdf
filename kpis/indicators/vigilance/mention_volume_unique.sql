/*
title.en    = "Unique mentions"
title.fr    = "Retombées uniques"
question.en = "How often were we talked about, each story counted once?"
question.fr = "Combien de fois a-t-on parlé de nous, chaque texte compté une fois ?"
formula.en  = "Number of mentions; of the same text and language within 72 hours only the first"
formula.fr  = "Nombre de retombées ; d'un même texte dans une même langue sous 72 heures, la première seulement"
unit        = "count"
better      = "higher"
class       = "flow"
interval    = "none"
article     = ["S17"]
screen      = "visibility"
needs       = ["mention_days"]
counts      = {share = "unique"}
*/
-- one row per period and series
select
    period,
    series,
    sum(unique_mentions) as value,
    sum(unique_mentions) as n
from mention_days
group by
    period,
    series
