/*
title.en    = "Amplification rate"
title.fr    = "Taux d'amplification"
question.en = "How often do our followers share a post?"
question.fr = "Quelle part de nos abonnés relaie une publication ?"
formula.en  = "Shares / sum, over the posts, paid ones excluded, whose shares are known, of the mean of the account's followers at the start and at the end of the period; excluded: posts of accounts without a follower count in any export, such as a blog's"
formula.fr  = "Partages / somme, sur les publications non payantes dont les partages sont connus, de la moyenne des abonnés du compte au début et à la fin de la période ; exclues : les publications des comptes dont aucun export ne donne les abonnés, comme celles d'un blog"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "none"
article     = ["S11"]
screen      = "activity"
needs       = ["posts", "followers"]
context     = ["post_engagement"]
history     = 35
records     = """
is_paid is distinct from true and shares is not null and exists (
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
parts.where = "shares is not null"
parts.numerator = "shares"
parts.denominator = "mean_followers"
*/
-- one row per period and series; excluded: posts without shares, or of accounts whose followers are not counted (a
-- blog); unknown when an account that posts has no count in the 7 days before the period or before its end
select
    period,
    series,
    case
        when count(*) = count(mean_followers)
            then cast(sum(shares) as double precision) / nullif(sum(mean_followers), 0)
    end as value,
    count(*) as n
from post_engagement
where shares is not null
group by
    period,
    series
