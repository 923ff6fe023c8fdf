/*
title.en    = "Repeat rate"
title.fr    = "Taux de reprise"
question.en = "How much of what is said of us only repeats what was said already?"
question.fr = "Quelle part de ce qui se dit de nous ne fait que reprendre du déjà-dit ?"
formula.en  = "1 − unique mentions / mentions; 30 to 40 % is usual for the press"
formula.fr  = "1 − retombées uniques / retombées brutes ; 30 à 40 % est courant dans la presse"
unit        = "percent"
better      = "context"
class       = "ratio"
interval    = "wilson"
article     = ["S17"]
screen      = "overview"
needs       = ["mention_days"]
numerator   = {share = "reposts"}
*/
-- one row per period and series
select
    period,
    series,
    cast(sum(mentions) - sum(unique_mentions) as double precision) / nullif(sum(mentions), 0) as value,
    sum(mentions) as n
from mention_days
group by
    period,
    series
