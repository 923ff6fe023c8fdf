/*
title.en    = "Mentions (raw)"
title.fr    = "Mentions brutes"
question.en = "How many times were we mentioned, reprints and reposts included?"
question.fr = "Combien de fois avons-nous été mentionnés, reprises comprises ?"
formula.en  = "Number of mentions, once each (same identifier, address or wording folded)"
formula.fr  = "Nombre de mentions, chacune une fois (même identifiant, adresse ou texte : une seule)"
unit        = "count"
better      = "context"
class       = "flow"
interval    = "count"
article     = ["S04", "S12", "S17"]
screen      = "visibility"
family      = "mentions"
needs       = ["mention_days"]
parts.of = "mentions"
parts.where = "true"
parts.numerator = "1"
*/
-- one row per period and series
select
    period,
    series,
    sum(mentions) as value,
    sum(mentions) as n
from mention_days
group by
    period,
    series
