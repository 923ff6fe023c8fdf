/*
title.en    = "Positive share of voice"
title.fr    = "Part de voix positive"
question.en = "Of all positive mentions of us and our competitors, how many are about us?"
question.fr = "De toutes les mentions positives de nous et de nos concurrents, quelle part nous concerne ?"
formula.en  = "Positive unique mentions of the brand, without those that it wrote itself / those of our brands and declared competitors (of all loaded brands while none is declared), on days that all of them cover; unknown while one of them has mentions but none qualified"
formula.fr  = "Mentions uniques positives de la marque, sans celles qu'elle a écrites / celles de nos marques et des concurrents déclarés (de toutes les marques importées tant qu'aucun ne l'est), les jours couverts pour toutes ; inconnue tant que l'une d'elles a des mentions mais aucune qualifiée"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "wilson"
article     = ["S16"]
screen      = "sentiment"
family      = "voice"
needs       = ["mention_days"]
by          = ["brand"]
weeks       = 4
across      = true
counts      = {share = "unique", sentiment = ["positive"], has = ["other_voice"]}
evidence    = "numerator"
parts.of = "mentions"
parts.where = "is_unique and sentiment = 'positive' and not is_own"
parts.numerator = "case when brand = $brand then 1 else 0 end"
parts.denominator = "1"
*/
-- one row per period and brand compared; a brand without positive mentions has a share of 0
with spoken as (
    select
        period,
        brand,
        coalesce(sum(positive) filter (where not is_own), 0) as positive,
        case
            when sum(positive + neutral + negative + mixed) = 0 and sum(unique_mentions) > 0 then 1
            else 0
        end as is_unqualified
    from mention_days
    group by
        period,
        brand
),
everyone as (
    select
        period,
        sum(positive) as positive,
        max(is_unqualified) as is_unqualified,
        min(case when is_unqualified = 1 then brand end) as unlabelled
    from spoken
    group by period
)
select
    everyone.period,
    voices.brand as series,
    case
        when everyone.is_unqualified = 0
            then cast(coalesce(spoken.positive, 0) as double precision) / nullif(everyone.positive, 0)
    end as value,
    everyone.positive as n,
    everyone.unlabelled
from everyone
cross join voices
left join spoken
  on spoken.period = everyone.period
 and spoken.brand = voices.brand
