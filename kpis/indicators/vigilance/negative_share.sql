/*
title.en    = "Negative share"
title.fr    = "Part de négatif"
question.en = "How much of what is said about us is negative?"
question.fr = "Quelle part de ce qui se dit de nous est négative ?"
formula.en  = "Negative / (positive + neutral + negative), on unique mentions; unqualified mentions are excluded"
formula.fr  = "Négatives / (positives + neutres + négatives), sur les mentions uniques ; les mentions non qualifiées sont exclues"
unit        = "percent"
better      = "lower"
class       = "ratio"
interval    = "wilson"
article     = ["S06"]
screen      = "sentiment"
needs       = ["sentiment_days"]
weeks       = 4
counts      = {share = "unique", sentiment = ["positive", "neutral", "negative"]}
numerator   = {sentiment = ["negative"]}
*/
-- one row per period and series
select
    period,
    series,
    cast(sum(negative) as double precision) / nullif(sum(positive + neutral + negative), 0) as value,
    sum(positive + neutral + negative) as n
from sentiment_days
group by
    period,
    series
