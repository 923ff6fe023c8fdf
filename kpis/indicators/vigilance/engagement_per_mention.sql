/*
title.en    = "Engagement per mention"
title.fr    = "Engagement par retombée"
question.en = "How much reaction does one mention of us draw?"
question.fr = "Combien de réactions une retombée suscite-t-elle ?"
formula.en  = "Engagements of all mentions / unique mentions whose export tells engagements"
formula.fr  = "Engagements de toutes les retombées / retombées uniques dont l'export indique les engagements"
unit        = "ratio"
better      = "higher"
class       = "ratio"
interval    = "none"
article     = ["S31"]
screen      = "visibility"
needs       = ["mention_days"]
counts      = {share = "unique", has = ["engagement"], sort = "engagement"}
*/
-- one row per period and series; unknown where no export tells engagements
select
    period,
    series,
    cast(sum(engagement) as double precision) / nullif(sum(measured), 0) as value,
    sum(measured) as n
from mention_days
group by
    period,
    series
