/*
title.en    = "Active blog relations"
title.fr    = "Relations actives avec blogs et sites"
question.en = "How many blogs and sites do we have an active relation with?"
question.fr = "Avec combien de blogs et de sites avons-nous une relation active ?"
formula.en  = "Distinct blogs other than our own that mentioned us, and sites of the relations log that we exchanged with, in the 90 days up to the end of the period; unknown where fewer than 81 of these days are covered"
formula.fr  = "Blogs distincts, autres que les nôtres, qui nous ont cités et sites du journal des relations avec qui nous avons échangé, dans les 90 jours jusqu'à la fin de la période ; inconnu si moins de 81 de ces jours sont couverts"
unit        = "count"
better      = "higher"
class       = "distinct"
interval    = "none"
article     = ["S02", "S14"]
screen      = "activity"
needs       = ["past_mentions", "past_relations"]
context     = ["source_days"]
by          = ["brand"]
absent      = "missing"
history     = 96
counts      = {kind = ["blog"], has = ["other_voice"]}
looks_back  = 90
evidence.en = "n is the number of blogs and sites; their mentions and the exchanges with them are listed."
evidence.fr = "n est le nombre de blogs et de sites ; ce sont leurs mentions et les échanges avec eux qui sont listés."
*/
-- one row per period and brand; a blog counts once, however its address is written; the log of relations is optional
with looked_back as (
    select
        periods.period,
        periods.as_of,
        source_days.brand,
        count(distinct source_days.day)
            - count(distinct source_days.day) filter (where not source_days.is_covered) as covered
    from periods
    join source_days
      on source_days.day <= periods.as_of
     and source_days.day > periods.as_of - interval '90' day
    where source_days.table_name = 'mentions'
    group by
        periods.period,
        periods.as_of,
        source_days.brand
),
met as (
    select
        brand,
        day,
        case when lower(source) like 'www.%' then substring(lower(source) from 5) else lower(source) end as site
    from past_mentions
    where source_type = 'blog'
      and source is not null
      and not is_own
    union
    select
        brand,
        day,
        site
    from past_relations
)
select
    looked_back.period,
    looked_back.brand as series,
    case when min(looked_back.covered) >= 81 then count(distinct met.site) end as value,
    count(distinct met.site) as n
from looked_back
left join met
  on met.brand = looked_back.brand
 and met.day <= looked_back.as_of
 and met.day > looked_back.as_of - interval '90' day
group by
    looked_back.period,
    looked_back.brand
