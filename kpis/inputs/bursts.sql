/*
title.en    = "Bursts of stories"
title.fr    = "Propagation des récits"
question.en = "How fast the stories of a day spread"
question.fr = "À quelle vitesse les récits d'un jour se propagent"
formula.en  = "Most distinct authors of one story within six hours; and of those that are not mostly positive, a mention without an author being one"
formula.fr  = "Plus grand nombre d'auteurs distincts d'un même récit en six heures ; et de ceux qui ne sont pas surtout positifs, une mention sans auteur en valant un"
unit        = "count"
better      = "context"
class       = "max"
interval    = "none"
article     = ["S30"]
needs       = ["mentions"]
*/
-- one row per day and series. Not a KPI file: the query of data/derived/story_bursts.py, over the mentions of a scope
with mentions_told as (
    select
        mentions.series,
        mentions.day,
        coalesce(families.family, mentions.story) as story,
        mentions.author_key,
        mentions.identity,
        mentions.published_at,
        mentions.sentiment
    from mentions
    left join main.mention_families as families
      on families.story = mentions.story
)
select
    day as period,
    series,
    authors as value,
    mentions as n,
    voices
from (bursts_of_mentions_told) as found
