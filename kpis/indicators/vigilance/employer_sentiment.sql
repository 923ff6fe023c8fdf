/*
title.en    = "Employer sentiment"
title.fr    = "Sentiment sur l'employeur"
question.en = "Is what is said of us as an employer positive or negative overall?"
question.fr = "Ce qui se dit de nous comme employeur est-il plutôt favorable ou défavorable ?"
formula.en  = "100 × (positive − negative) / (positive + neutral + negative), on unique mentions of a site where employees review their employer (Glassdoor, Kununu, Indeed …, by its address or as the source) or of the topic “labour relations”; mixed and unqualified mentions are excluded, and so are the brand's own. Stars are no sentiment: reviews without one are not counted"
formula.fr  = "100 × (positives − négatives) / (positives + neutres + négatives), sur les mentions uniques d'un site où les salariés notent leur employeur (Glassdoor, Kununu, Indeed…, par son adresse ou comme source) ou du sujet « relations sociales » ; les mentions mitigées ou non qualifiées sont exclues, ainsi que celles de la marque elle-même. Les étoiles ne sont pas un sentiment : un avis qui n'en a pas n'est pas compté"
unit        = "points"
better      = "higher"
class       = "ratio"
interval    = "net"
article     = ["S21", "S06"]
screen      = "reviews"
family      = "tone"
needs       = ["mentions"]
weeks       = 4
counts      = {share = "unique", sentiment = ["positive", "neutral", "negative"], has = ["work", "other_voice"]}
parts.of = "mentions"
parts.where = "work is not null and is_unique and not is_own and sentiment in ('positive', 'neutral', 'negative')"
parts.numerator = "case sentiment when 'positive' then 100 when 'negative' then -100 else 0 end"
parts.denominator = "1"
*/
-- one row per period and series
with counted as (
    select
        period,
        series,
        count(*) filter (where sentiment = 'positive') as positive,
        count(*) filter (where sentiment = 'neutral') as neutral,
        count(*) filter (where sentiment = 'negative') as negative
    from mentions
    where work is not null
      and is_unique
      and not is_own
      and sentiment in ('positive', 'neutral', 'negative')
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
