/*
title.en    = "Brand health index"
title.fr    = "Indice de santé de marque"
question.en = "Of the mentions that take a side, how many are in our favour?"
question.fr = "Parmi les mentions qui prennent parti, combien nous sont favorables ?"
formula.en  = "Positive / (positive + negative), on unique mentions"
formula.fr  = "Positives / (positives + négatives), sur les mentions uniques"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "wilson"
article     = ["S15", "S17"]
screen      = "sentiment"
needs       = ["sentiment_days"]
weeks       = 4
counts      = {share = "unique", sentiment = ["positive", "negative"]}
*/
-- one row per period and series
select
    period,
    series,
    cast(sum(positive) as double precision) / nullif(sum(positive + negative), 0) as value,
    sum(positive + negative) as n
from sentiment_days
group by
    period,
    series
