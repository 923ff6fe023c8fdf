/*
title.en    = "Engagement rate by followers"
title.fr    = "Engagement par abonné"
question.en = "How many of our followers does a post move?"
question.fr = "Quelle part de nos abonnés une publication fait-elle réagir ?"
formula.en  = "Reactions, comments and shares (the export's own total, where it tells none of the three) / sum over the posts of the mean of the account's followers at the start and at the end of the period; left out: posts of accounts that no export counts, such as a blog's"
formula.fr  = "Réactions, commentaires et partages (le total de l'export, s'il n'en détaille aucun) / somme, sur les publications, de la moyenne des abonnés du compte au début et à la fin de la période ; sans les publications des comptes qu'aucun export ne relève, comme celles d'un blog"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "none"
article     = ["S11", "S15"]
needs       = ["posts", "followers"]
history     = 35
*/
-- one row per period and series; left out: posts of accounts that no export counts (a blog), or without engagements told;
-- unknown as soon as an account that posts lacks a count of the 7 days before the period or before its end
with observed as (
    select
        periods.period,
        periods.first_day,
        periods.as_of,
        followers.brand,
        followers.channel,
        followers.account,
        max(followers.day) filter (where followers.day < periods.first_day) as start_day,
        max(followers.day) as end_day
    from periods
    join followers
      on followers.day <= periods.as_of
     and followers.day > periods.first_day - interval '35' day
    where followers.followers is not null
    group by
        periods.period,
        periods.first_day,
        periods.as_of,
        followers.brand,
        followers.channel,
        followers.account
),
audiences as (
    select
        observed.period,
        observed.brand,
        observed.channel,
        observed.account,
        count(*) over (partition by observed.period, observed.brand, observed.channel) as accounts,
        case
            when observed.start_day >= observed.first_day - interval '7' day
             and observed.end_day >= observed.as_of - interval '7' day
                then (cast(at_start.followers as double precision) + at_end.followers) / 2
        end as mean_followers
    from observed
    left join followers as at_start
      on at_start.day = observed.start_day
     and at_start.brand = observed.brand
     and at_start.channel = observed.channel
     and at_start.account = observed.account
    join followers as at_end
      on at_end.day = observed.end_day
     and at_end.brand = observed.brand
     and at_end.channel = observed.channel
     and at_end.account = observed.account
),
measured as (
    select
        posts.period,
        posts.series,
        posts.brand,
        posts.channel,
        posts.account,
        case
            when coalesce(posts.reactions, posts.comments, posts.shares) is null then posts.engagement
            else coalesce(posts.reactions, 0) + coalesce(posts.comments, 0) + coalesce(posts.shares, 0)
        end as engagements
    from posts
),
followed as (
    -- an only account of a network is meant, however the two exports spell it
    select
        measured.period,
        measured.series,
        measured.engagements,
        audiences.mean_followers
    from measured
    join audiences
      on audiences.period = measured.period
     and audiences.brand = measured.brand
     and audiences.channel = measured.channel
     and (
         audiences.accounts = 1
         or lower(audiences.account) = lower(measured.account)
     )
    where measured.engagements is not null
)
select
    period,
    series,
    case
        when count(*) = count(mean_followers)
            then cast(sum(engagements) as double precision) / nullif(sum(mean_followers), 0)
    end as value,
    count(*) as n
from followed
group by
    period,
    series
