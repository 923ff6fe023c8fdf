/*
title.en    = "Unqualified sentiment"
title.fr    = "Sentiment non qualifié"
question.en = "How many mentions have no sentiment label?"
question.fr = "Quelle part des mentions n'est pas qualifiée ?"
formula.en  = "Unique mentions without a sentiment / unique mentions (exports that tell no sentiment are excluded; so are mentions by the brand itself)"
formula.fr  = "Mentions uniques sans sentiment / mentions uniques (les exports qui ne donnent aucun sentiment sont exclus, ainsi que les mentions de la marque elle-même)"
unit        = "percent"
better      = "lower"
class       = "ratio"
interval    = "wilson"
article     = ["S17"]
screen      = "sentiment"
needs       = ["sentiment_days"]
counts      = {share = "unique", has = ["other_voice", "tone"]}
numerator   = {sentiment = ["unknown"]}
parts.of = "mentions"
parts.where = "is_unique and not is_own and (sentiment is not null or (upload_id, part) in (select (upload_id, part) from toned_logs))"
parts.numerator = "case when sentiment is null then 1 else 0 end"
parts.denominator = "1"
*/
-- one row per period and series
with told as (
    select
        period,
        series,
        unknown,
        positive + neutral + negative + coalesce(mixed, 0) + unknown as mentions
    from sentiment_days
    where unknown is not null
)
select
    period,
    series,
    cast(sum(unknown) as double precision) / nullif(sum(mentions), 0) as value,
    sum(mentions) as n
from told
group by
    period,
    series
