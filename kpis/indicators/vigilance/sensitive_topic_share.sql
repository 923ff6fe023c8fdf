/*
title.en    = "Sensitive-topic share"
title.fr    = "Part des sujets sensibles"
question.en = "How much of what is said about us touches a sensitive topic?"
question.fr = "Quelle part de ce qui se dit de nous touche un sujet sensible ?"
formula.en  = "Unique mentions of a sensitive topic (recall, safety, labour conflict, boycott, scandal …) / unique mentions"
formula.fr  = "Mentions uniques d'un sujet sensible (rappel, sécurité, conflit social, boycott, scandale…) / mentions uniques"
unit        = "percent"
better      = "lower"
class       = "ratio"
interval    = "wilson"
article     = ["S06", "S21"]
screen      = "sentiment"
needs       = ["mention_days"]
weeks       = 4
counts      = {share = "unique"}
numerator   = {has = ["sensitive_topic"]}
parts.of = "mentions"
parts.where = "is_unique"
parts.numerator = "case when is_sensitive then 1 else 0 end"
parts.denominator = "1"
*/
-- one row per period and series
select
    period,
    series,
    cast(sum(sensitive) as double precision) / nullif(sum(unique_mentions), 0) as value,
    sum(unique_mentions) as n
from mention_days
group by
    period,
    series
