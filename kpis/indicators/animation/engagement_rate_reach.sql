/*
title.en    = "Engagement rate by reach"
title.fr    = "Taux d'engagement par portée"
question.en = "How many of those who saw a post reacted to it?"
question.fr = "Quelle part de ceux qui ont vu une publication a réagi ?"
formula.en  = "Reactions, comments and shares (the export's own total, where it gives none of the three) / measured reach, over the posts whose export gives both; people reached by several posts count each time"
formula.fr  = "Réactions, commentaires et partages (le total de l'export, s'il n'en détaille aucun) / portée mesurée, sur les publications dont l'export donne les deux ; une personne touchée par plusieurs publications compte chaque fois"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "none"
article     = ["S11"]
screen      = "activity"
needs       = ["posts"]
records     = "reach is not null and coalesce(reactions, comments, shares, engagement) is not null"
*/
-- one row per period and series; impressions and views do not count as reach
with measured as (
    select
        period,
        series,
        reach,
        case
            when coalesce(reactions, comments, shares) is null then engagement
            else coalesce(reactions, 0) + coalesce(comments, 0) + coalesce(shares, 0)
        end as engagements
    from posts
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
