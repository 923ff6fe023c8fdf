/*
title.en    = "Share of voice"
title.fr    = "Part de voix"
question.en = "Of all mentions of us and our competitors, how many are about us?"
question.fr = "De toutes les mentions de nous et de nos concurrents, quelle part nous concerne ?"
formula.en  = "Unique mentions of the brand / unique mentions of our brands and declared competitors (of all loaded brands while none is declared), on days that all of them cover"
formula.fr  = "Mentions uniques de la marque / mentions uniques de nos marques et des concurrents déclarés (de toutes les marques importées tant qu'aucun ne l'est), les jours couverts pour toutes"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "wilson"
article     = ["S12", "S16", "S27"]
screen      = "visibility"
family      = "voice"
needs       = ["mention_days"]
by          = ["brand"]
weeks       = 4
across      = true
counts      = {share = "unique"}
evidence    = "numerator"
parts.of = "mentions"
parts.where = "is_unique"
parts.numerator = "case when brand = $brand then 1 else 0 end"
parts.denominator = "1"
*/
-- one row per period and brand compared; a brand without mentions has a share of 0
with spoken as (
    select
        period,
        brand,
        sum(unique_mentions) as mentions
    from mention_days
    group by
        period,
        brand
),
everyone as (
    select
        period,
        sum(mentions) as mentions
    from spoken
    group by period
)
select
    everyone.period,
    voices.brand as series,
    cast(coalesce(spoken.mentions, 0) as double precision) / nullif(everyone.mentions, 0) as value,
    everyone.mentions as n
from everyone
cross join voices
left join spoken
  on spoken.period = everyone.period
 and spoken.brand = voices.brand
