/*
title.en    = "Engagement per mention"
title.fr    = "Engagement par mention"
question.en = "How many reactions does one mention draw?"
question.fr = "Combien de réactions une mention suscite-t-elle ?"
formula.en  = "Engagements of all mentions / unique mentions whose export gives engagements"
formula.fr  = "Engagements de toutes les mentions / mentions uniques dont l'export donne les engagements"
unit        = "ratio"
better      = "higher"
class       = "ratio"
interval    = "none"
article     = ["S31"]
screen      = "visibility"
needs       = ["mention_days"]
counts      = {share = "unique", has = ["engagement"], sort = "engagement"}
*/
-- one row per period and series; unknown where no mention has a count of engagements
select
    period,
    series,
    cast(sum(engagement) as double precision) / nullif(sum(measured), 0) as value,
    sum(measured) as n
from mention_days
group by
    period,
    series
