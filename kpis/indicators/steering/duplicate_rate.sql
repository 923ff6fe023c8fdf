/*
title.en    = "Repeat rate"
title.fr    = "Taux de reprise"
question.en = "How many mentions only repeat what was already said?"
question.fr = "Quelle part des mentions ne fait que reprendre ce qui a déjà été dit ?"
formula.en  = "1 − unique mentions / mentions; 30 to 40% is usual for the press"
formula.fr  = "1 − mentions uniques / mentions brutes ; 30 à 40 % est courant dans la presse"
unit        = "percent"
better      = "context"
class       = "ratio"
interval    = "wilson"
article     = ["S17"]
screen      = "overview"
needs       = ["mention_days"]
numerator   = {share = "reposts"}
parts.of = "mentions"
parts.where = "true"
parts.numerator = "case when is_unique then 0 else 1 end"
parts.denominator = "1"
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
