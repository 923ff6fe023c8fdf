/*
title.en    = "Negative share"
title.fr    = "Part de négatif"
question.en = "How much of what is said about us is negative?"
question.fr = "Quelle part de ce qui se dit de nous est négative ?"
formula.en  = "Negative / (positive + neutral + negative), on unique mentions; mixed and unqualified mentions are excluded, and so are the brand's own"
formula.fr  = "Négatives / (positives + neutres + négatives), sur les mentions uniques ; les mentions mitigées ou non qualifiées sont exclues, ainsi que celles de la marque elle-même"
unit        = "percent"
better      = "lower"
class       = "ratio"
interval    = "wilson"
article     = ["S06"]
screen      = "sentiment"
family      = "tone"
needs       = ["sentiment_days"]
weeks       = 4
counts      = {share = "unique", sentiment = ["positive", "neutral", "negative"], has = ["other_voice"]}
numerator   = {sentiment = ["negative"]}
parts.of = "mentions"
parts.where = "is_unique and not is_own and sentiment in ('positive', 'neutral', 'negative')"
parts.numerator = "case when sentiment = 'negative' then 1 else 0 end"
parts.denominator = "1"
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
