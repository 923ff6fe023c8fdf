/*
title.en    = "Brand health index"
title.fr    = "Indice de santé de marque"
question.en = "Of the mentions that take a side, how many are in our favour?"
question.fr = "Parmi les mentions qui prennent parti, combien nous sont favorables ?"
formula.en  = "Positive / (positive + negative), on unique mentions; neutral, mixed and unqualified mentions are excluded, and so are the brand's own"
formula.fr  = "Positives / (positives + négatives), sur les mentions uniques ; les mentions neutres, mitigées ou non qualifiées sont exclues, ainsi que celles de la marque elle-même"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "wilson"
article     = ["S15", "S17"]
screen      = "sentiment"
family      = "tone"
needs       = ["sentiment_days"]
weeks       = 4
counts      = {share = "unique", sentiment = ["positive", "negative"], has = ["other_voice"]}
parts.of = "mentions"
parts.where = "is_unique and not is_own and sentiment in ('positive', 'negative')"
parts.numerator = "case when sentiment = 'positive' then 1 else 0 end"
parts.denominator = "1"
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
