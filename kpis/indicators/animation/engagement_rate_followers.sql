/*
title.en    = "Engagement rate by followers"
title.fr    = "Taux d'engagement par abonné"
question.en = "How many of our followers react to a post?"
question.fr = "Quelle part de nos abonnés une publication fait-elle réagir ?"
formula.en  = "Reactions, comments and shares (the export's own total, where it lacks one of the three and the total is not below the others) / sum over the posts, paid ones excluded, of the mean of the account's followers at the start and at the end of the period; excluded: posts of accounts without a follower count in any export, such as a blog's"
formula.fr  = "Réactions, commentaires et partages (le total de l'export, s'il lui manque l'un des trois et que le total n'est pas inférieur aux autres) / somme, sur les publications non payantes, de la moyenne des abonnés du compte au début et à la fin de la période ; exclues : les publications des comptes dont aucun export ne donne les abonnés, comme celles d'un blog"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "none"
article     = ["S11", "S15"]
screen      = "activity"
needs       = ["posts", "followers"]
context     = ["post_engagement"]
history     = 35
records     = """
is_paid is distinct from true and coalesce(reactions, comments, shares, engagement) is not null and exists (
    select 1
    from followers
    where followers.brand = posts.brand
      and followers.channel = posts.channel
      and followers.day > $since - interval 35 day
      and followers.day <= $until
      and followers.followers is not null
    having count(distinct followers.account) = 1
        or bool_or(lower(followers.account) = lower(posts.account))
)
"""
parts.of = "post_engagement"
parts.where = "engagements is not null"
parts.numerator = "engagements"
parts.denominator = "mean_followers"
*/
-- one row per period and series; excluded: posts without engagements, or of accounts whose followers are not counted (a
-- blog); unknown when an account that posts has no count in the 7 days before the period or before its end
select
    period,
    series,
    case
        when count(*) = count(mean_followers)
            then cast(sum(engagements) as double precision) / nullif(sum(mean_followers), 0)
    end as value,
    count(*) as n
from post_engagement
where engagements is not null
group by
    period,
    series
