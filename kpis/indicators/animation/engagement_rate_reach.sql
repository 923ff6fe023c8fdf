/*
title.en    = "Engagement rate by reach"
title.fr    = "Taux d'engagement par portée"
question.en = "How many of those who saw a post reacted to it?"
question.fr = "Quelle part de ceux qui ont vu une publication a réagi ?"
formula.en  = "Reactions, comments and shares (the export's own total, where it lacks one of the three and the total is not below the others) / measured reach, over the posts, paid ones excluded, whose export gives both; people reached by several posts count each time"
formula.fr  = "Réactions, commentaires et partages (le total de l'export, s'il lui manque l'un des trois et que le total n'est pas inférieur aux autres) / portée mesurée, sur les publications non payantes dont l'export donne les deux ; une personne touchée par plusieurs publications compte chaque fois"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "none"
article     = ["S11"]
screen      = "activity"
needs       = ["posts"]
records     = "is_paid is distinct from true and reach is not null and coalesce(reactions, comments, shares, engagement) is not null"
parts.of = "posts"
parts.where = "not coalesce(is_paid, false) and reach is not null and coalesce(reactions, comments, shares, engagement) is not null"
parts.numerator = "case when reactions is not null and comments is not null and shares is not null then reactions + comments + shares when coalesce(reactions, comments, shares) is null then engagement else greatest(coalesce(engagement, 0), coalesce(reactions, 0) + coalesce(comments, 0) + coalesce(shares, 0)) end"
parts.denominator = "reach"
*/
-- one row per period and series; impressions and views do not count as reach, nor does what was bought
with measured as (
    select
        period,
        series,
        reach,
        case
            when reactions is not null and comments is not null and shares is not null
                then reactions + comments + shares
            when coalesce(reactions, comments, shares) is null then engagement
            -- a part that is not told may be in the total: the more complete of the two
            else greatest(
                coalesce(engagement, 0),
                coalesce(reactions, 0) + coalesce(comments, 0) + coalesce(shares, 0)
            )
        end as engagements
    from posts
    where not coalesce(is_paid, false)
)
select
    period,
    series,
    cast(sum(engagements) as double precision) / nullif(sum(reach), 0) as value,
    count(*) as n
from measured
where engagements is not null
  and reach is not null
group by
    period,
    series
