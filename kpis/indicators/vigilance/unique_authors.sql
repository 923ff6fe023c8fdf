/*
title.en    = "Unique authors"
title.fr    = "Auteurs uniques"
question.en = "How many different people or outlets mention us?"
question.fr = "Combien de personnes ou de titres différents nous mentionnent ?"
formula.en  = "Distinct authors of unique mentions, per network (reposts alone do not make an author); mentions without an author are excluded, and so are the brand's own accounts"
formula.fr  = "Auteurs distincts des mentions uniques, par réseau (relayer ne suffit pas) ; les mentions sans auteur sont exclues, ainsi que les comptes de la marque"
unit        = "count"
better      = "higher"
class       = "distinct"
interval    = "count"
article     = ["S15"]
screen      = "visibility"
needs       = ["mentions"]
weeks       = 4
counts      = {share = "unique", has = ["author", "other_voice"]}
*/
-- one row per period and series; unknown where no mention has an author, the brand's own included
select
    period,
    series,
    case when count(author_key) > 0 then count(distinct author_key) filter (where not is_own) end as value,
    count(author_key) filter (where not is_own) as n
from mentions
where is_unique
group by
    period,
    series
