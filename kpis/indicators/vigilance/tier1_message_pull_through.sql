/*
title.en    = "Tier-1 message pull-through"
title.fr    = "Reprise des messages clés"
question.en = "How much of what the outlets that matter most write about us carries one of our key messages?"
question.fr = "Quelle part de ce que les médias qui comptent le plus écrivent sur nous porte l'un de nos messages clés ?"
formula.en  = "Mentions in the brand's tier-1 outlets that carry at least one of its key messages / all mentions in these outlets, without the brand's own; each outlet that prints a story counts. Both lists are set in Settings; without one of them there is no figure. After message pull-through of the Barcelona Principles (AMEC)"
formula.fr  = "Mentions des médias majeurs de la marque qui portent au moins un de ses messages clés / toutes les mentions de ces médias, hors celles de la marque ; chaque média qui reprend une information compte. Les deux listes se fixent dans les Réglages ; sans l'une d'elles, pas de chiffre. D'après la reprise des messages (message pull-through) des principes de Barcelone (AMEC)"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "wilson"
article     = ["S14", "S11"]
screen      = "visibility"
needs       = ["mentions"]
context     = ["press_lists"]
by          = ["brand"]
weeks       = 4
counts      = {has = ["tier_one", "other_voice"]}
numerator   = {has = ["tier_one", "other_voice", "key_message"]}
parts.of = "mentions"
parts.where = "key_message is not null and not is_own"
parts.numerator = "case when key_message <> '' then 1 else 0 end"
parts.denominator = "1"
*/
-- one row per period and brand; `unset`: which of its two lists a brand lacks
with counted as (
    select
        period,
        series,
        count(*) as n,
        count(*) filter (where key_message <> '') as carried
    from mentions
    where key_message is not null
      and not is_own
    group by
        period,
        series
)
select
    periods.period,
    press_lists.series,
    cast(counted.carried as double precision) / nullif(counted.n, 0) as value,
    coalesce(counted.n, 0) as n,
    case
        when not press_lists.has_outlets and not press_lists.has_messages then 'press lists'
        when not press_lists.has_outlets then 'tier-1 outlets'
        when not press_lists.has_messages then 'key messages'
    end as unset
from periods
cross join press_lists
left join counted
  on counted.period = periods.period
 and counted.series = press_lists.series
