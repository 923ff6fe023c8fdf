/*
title.en    = "Returning authors"
title.fr    = "Fidélité des auteurs"
question.en = "How many of those who mention us had already done so?"
question.fr = "Quelle part de ceux qui parlent de nous en parlaient déjà ?"
formula.en  = "Authors of the period's unique mentions who also wrote one in the 90 days before it / authors of the period's unique mentions (reposts alone do not make an author, and the brand's own accounts are not counted); unknown where fewer than 81 of these days are covered"
formula.fr  = "Auteurs des mentions uniques de la période qui en ont aussi écrit dans les 90 jours précédents / auteurs des mentions uniques de la période (relayer ne suffit pas, et les comptes de la marque ne comptent pas) ; inconnu si moins de 81 de ces jours sont couverts"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "wilson"
article     = ["S15"]
screen      = "relation"
needs       = ["past_mentions"]
context     = ["source_days"]
by          = ["brand"]
weeks       = 4
history     = 120
counts      = {share = "unique", has = ["author", "other_voice"]}
evidence.en = "n is the number of authors; their mentions of the period are listed, not those of the 90 days before it."
evidence.fr = "n est le nombre d'auteurs ; ce sont leurs mentions de la période qui sont listées, pas celles des 90 jours précédents."
*/
-- one row per period and brand; excluded: mentions without an author
with looked_back as (
    select
        periods.period,
        periods.first_day,
        periods.as_of,
        source_days.brand,
        count(distinct source_days.day)
            - count(distinct source_days.day) filter (where not source_days.is_covered) as covered
    from periods
    join source_days
      on source_days.day < periods.first_day
     and source_days.day >= periods.first_day - interval '90' day
    where source_days.table_name = 'mentions'
    group by
        periods.period,
        periods.first_day,
        periods.as_of,
        source_days.brand
),
authors as (
    select
        looked_back.period,
        looked_back.brand,
        looked_back.covered,
        past_mentions.author_key,
        count(*) filter (where past_mentions.day < looked_back.first_day) as mentions_before
    from looked_back
    join past_mentions
      on past_mentions.brand = looked_back.brand
     and past_mentions.day <= looked_back.as_of
     and past_mentions.day >= looked_back.first_day - interval '90' day
    where past_mentions.author_key is not null
      and past_mentions.is_unique
      and not past_mentions.is_own
    group by
        looked_back.period,
        looked_back.brand,
        looked_back.covered,
        past_mentions.author_key
    having count(*) filter (where past_mentions.day >= looked_back.first_day) > 0
)
select
    period,
    brand as series,
    case
        when min(covered) >= 81
            then cast(count(*) filter (where mentions_before > 0) as double precision) / nullif(count(*), 0)
    end as value,
    count(*) as n
from authors
group by
    period,
    brand
