/*
title.en    = "Net sentiment"
title.fr    = "Sentiment net"
question.en = "Are mentions of us positive or negative overall?"
question.fr = "Les mentions nous sont-elles plutôt favorables ou défavorables ?"
formula.en  = "100 × (positive − negative) / (positive + neutral + negative), on unique mentions; mixed and unqualified mentions are excluded, and so are the brand's own"
formula.fr  = "100 × (positives − négatives) / (positives + neutres + négatives), sur les mentions uniques ; les mentions mitigées ou non qualifiées sont exclues, ainsi que celles de la marque elle-même"
unit        = "points"
better      = "higher"
class       = "ratio"
interval    = "net"
article     = ["S17"]
screen      = "sentiment"
family      = "tone"
needs       = ["sentiment_days"]
weeks       = 4
counts      = {share = "unique", sentiment = ["positive", "neutral", "negative"], has = ["other_voice"]}
parts.of = "mentions"
parts.where = "is_unique and not is_own and sentiment in ('positive', 'neutral', 'negative')"
parts.numerator = "case sentiment when 'positive' then 100 when 'negative' then -100 else 0 end"
parts.denominator = "1"
*/
-- one row per period and series
with counted as (
    select
        period,
        series,
        sum(positive) as positive,
        sum(neutral) as neutral,
        sum(negative) as negative
    from sentiment_days
    group by
        period,
        series
)
select
    period,
    series,
    100 * cast(positive - negative as double precision) / nullif(positive + neutral + negative, 0) as value,
    positive + neutral + negative as n,
    positive,
    neutral,
    negative
from counted
