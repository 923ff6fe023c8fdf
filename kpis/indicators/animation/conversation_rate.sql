/*
title.en    = "Comments per post"
title.fr    = "Commentaires par publication"
question.en = "How much conversation does a post start?"
question.fr = "Combien de commentaires une publication suscite-t-elle ?"
formula.en  = "Comments / posts, over the posts, paid ones excluded, whose export gives comments"
formula.fr  = "Commentaires / publications, sur les publications non payantes dont l'export donne les commentaires"
unit        = "ratio"
better      = "higher"
class       = "ratio"
interval    = "none"
article     = ["S15", "S29"]
screen      = "activity"
needs       = ["posts"]
records     = "is_paid is distinct from true and comments is not null"
parts.of = "posts"
parts.where = "not coalesce(is_paid, false) and comments is not null"
parts.numerator = "comments"
parts.denominator = "1"
*/
-- one row per period and series
select
    period,
    series,
    cast(sum(comments) as double precision) / nullif(count(comments), 0) as value,
    count(comments) as n
from posts
where not coalesce(is_paid, false)
group by
    period,
    series
