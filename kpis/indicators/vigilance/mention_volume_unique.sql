/*
title.en    = "Unique mentions"
title.fr    = "Mentions uniques"
question.en = "How many times were we mentioned, each text counted once?"
question.fr = "Combien de fois avons-nous été mentionnés, chaque texte compté une fois ?"
formula.en  = "Number of mentions; of those with the same text and language in the 72 hours from the first, only that one; a later one opens the next 72 hours"
formula.fr  = "Nombre de mentions ; parmi celles de même texte et de même langue dans les 72 heures à partir de la première, celle-ci seulement ; une plus tardive ouvre les 72 heures suivantes"
unit        = "count"
better      = "higher"
class       = "flow"
interval    = "count"
article     = ["S17"]
screen      = "visibility"
family      = "mentions"
needs       = ["mention_days"]
counts      = {share = "unique"}
parts.of = "mentions"
parts.where = "is_unique"
parts.numerator = "1"
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
