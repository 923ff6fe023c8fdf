/*
title.en    = "Net sentiment"
title.fr    = "Sentiment net"
question.en = "Are we spoken of well or badly?"
question.fr = "Parle-t-on de nous en bien ou en mal ?"
formula.en  = "100 × (positive − negative) / (positive + neutral + negative), on unique mentions; those that no one qualified are left out"
formula.fr  = "100 × (positives − négatives) / (positives + neutres + négatives), sur les retombées uniques ; celles que nul n'a qualifiées sont écartées"
unit        = "points"
better      = "higher"
class       = "ratio"
interval    = "net"
article     = ["S17"]
screen      = "sentiment"
needs       = ["sentiment_days"]
weeks       = 4
counts      = {share = "unique", sentiment = ["positive", "neutral", "negative"]}
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
