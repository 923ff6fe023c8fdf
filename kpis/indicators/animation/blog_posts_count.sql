/*
title.en    = "Blog posts"
title.fr    = "Billets de blog"
question.en = "How often do we post on our blog?"
question.fr = "À quel rythme publions-nous sur notre blog ?"
formula.en  = "Own posts whose channel is a blog, over four weeks for an objective; unknown where no export covers the blog"
formula.fr  = "Publications de la marque dont le canal est un blog, sur quatre semaines pour un objectif ; inconnu si aucun export ne couvre le blog"
unit        = "count"
better      = "higher"
class       = "flow"
interval    = "none"
article     = ["S10"]
screen      = "activity"
needs       = ["posts"]
context     = ["source_days"]
by          = ["brand"]
weeks       = 4
absent      = "missing"
records     = "channel = 'blog'"
parts.of = "posts"
parts.where = "channel = 'blog'"
parts.numerator = "1"
*/
-- one row per period and brand; without an export of the blog the count is unknown, not 0
with told as (
    select
        periods.period,
        source_days.brand
    from periods
    join source_days
      on source_days.day between periods.first_day and periods.as_of
    where source_days.table_name = 'posts'
      and coalesce(source_days.channel, 'blog') = 'blog'
      and source_days.is_covered
    group by
        periods.period,
        source_days.brand
)
select
    told.period,
    told.brand as series,
    count(posts.day) as value,
    count(posts.day) as n
from told
left join posts
  on posts.period = told.period
 and posts.brand = told.brand
 and posts.channel = 'blog'
group by
    told.period,
    told.brand
