/*
title.en    = "Engagement per mention"
title.fr    = "Engagement par mention"
question.en = "How many reactions does one mention draw?"
question.fr = "Combien de réactions une mention suscite-t-elle ?"
formula.en  = "Engagements of the unique mentions / unique mentions whose export gives engagements; those of reposts and reprints are excluded, with the reposts themselves"
formula.fr  = "Engagements des mentions uniques / mentions uniques dont l'export donne les engagements ; ceux des reprises et partages sont exclus, comme les reprises elles-mêmes"
unit        = "ratio"
better      = "higher"
class       = "ratio"
interval    = "none"
article     = ["S31"]
screen      = "visibility"
needs       = ["mention_days"]
counts      = {share = "unique", has = ["engagement"], sort = "engagement"}
parts.of = "mentions"
parts.where = "is_unique and engagement is not null"
parts.numerator = "engagement"
parts.denominator = "1"
*/
-- one row per period and series; one base for both: a repost is neither counted nor adds to its original;
-- unknown where no mention has a count of engagements
select
    period,
    series,
    cast(sum(engagement) as double precision) / nullif(sum(measured), 0) as value,
    sum(measured) as n
from mention_days
group by
    period,
    series
