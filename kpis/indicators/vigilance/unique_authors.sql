/*
title.en    = "Unique authors"
title.fr    = "Auteurs uniques"
question.en = "How many different people or outlets speak of us?"
question.fr = "Combien de personnes ou de titres différents parlent de nous ?"
formula.en  = "Distinct authors of unique mentions, per network (who only passes on what another wrote is none); mentions without an author are left out"
formula.fr  = "Auteurs distincts des retombées uniques, par réseau (qui ne fait que relayer n'en est pas) ; les retombées sans auteur sont écartées"
unit        = "count"
better      = "higher"
class       = "distinct"
interval    = "none"
article     = ["S15"]
screen      = "visibility"
needs       = ["mentions"]
weeks       = 4
counts      = {share = "unique", has = ["author"]}
*/
-- one row per period and series; unknown where no mention names its author
select
    period,
    series,
    case when count(author_key) > 0 then count(distinct author_key) end as value,
    count(author_key) as n
from mentions
where is_unique
group by
    period,
    series
