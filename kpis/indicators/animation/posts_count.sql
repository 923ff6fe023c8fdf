/*
title.en    = "Posts"
title.fr    = "Publications"
question.en = "How much do we publish?"
question.fr = "Combien publions-nous ?"
formula.en  = "Own posts published in the period, all channels"
formula.fr  = "Publications de la marque parues dans la période, tous canaux confondus"
unit        = "count"
better      = "range"
class       = "flow"
interval    = "none"
article     = ["S11", "S13"]
screen      = "activity"
needs       = ["posts"]
parts.of = "posts"
parts.where = "true"
parts.numerator = "1"
*/
-- one row per period and series
select
    period,
    series,
    count(*) as value,
    count(*) as n
from posts
group by
    period,
    series
