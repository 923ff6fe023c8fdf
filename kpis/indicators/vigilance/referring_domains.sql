/*
title.en    = "Referring domains"
title.fr    = "Domaines référents"
question.en = "How many sites link to ours?"
question.fr = "Combien de sites renvoient vers les nôtres ?"
formula.en  = "Distinct domains with a link to us that was first seen by the end of the period and not lost by then, as the exports of links report them; unknown where the last one is over 31 days old"
formula.fr  = "Domaines distincts ayant vers nous un lien vu pour la première fois avant la fin de la période et pas encore perdu, tels que les exports de liens les indiquent ; inconnu si le dernier a plus de 31 jours"
unit        = "count"
better      = "higher"
class       = "stock"
interval    = "none"
article     = ["S02", "S14"]
screen      = "search"
needs       = ["past_links"]
context     = ["source_days"]
by          = ["brand"]
history     = 31
absent      = "missing"
records     = "day <= $until and (lost is null or lost > $until)"
looks_back  = 7300
*/
-- one row per period and brand; a domain counts once, however it is written
with told as (
    select
        periods.period,
        periods.as_of,
        source_days.brand
    from periods
    join source_days
      on source_days.day <= periods.as_of
     and source_days.day > periods.as_of - interval '31' day
    where source_days.table_name = 'links'
      and source_days.is_covered
    group by
        periods.period,
        periods.as_of,
        source_days.brand
)
select
    told.period,
    told.brand as series,
    count(distinct case
        when lower(past_links.source_domain) like 'www.%' then substring(lower(past_links.source_domain) from 5)
        else lower(past_links.source_domain)
    end) as value,
    count(*) as n
from told
join past_links
  on past_links.brand = told.brand
 and past_links.day <= told.as_of
 and (past_links.lost is null or past_links.lost > told.as_of)
group by
    told.period,
    told.brand
