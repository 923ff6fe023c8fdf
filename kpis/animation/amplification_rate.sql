/*
title.en    = "Amplification rate"
title.fr    = "Taux d'amplification"
question.en = "How often do our followers pass a post on?"
question.fr = "Quelle part de nos abonnés relaie une publication ?"
formula.en  = "Shares / sum over the posts whose shares are told of the mean of the account's followers at the start and at the end of the period; left out: posts of accounts that no export counts, such as a blog's"
formula.fr  = "Partages / somme, sur les publications dont les partages sont connus, de la moyenne des abonnés du compte au début et à la fin de la période ; sans les publications des comptes qu'aucun export ne relève, comme celles d'un blog"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "none"
article     = ["S11"]
needs       = ["posts", "followers"]
history     = 35
*/
-- one row per period and series; left out: posts of accounts that no export counts (a blog), or whose shares are not told;
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
followed as (
    -- an only account of a network is meant, however the two exports spell it
    select
        posts.period,
        posts.series,
        posts.shares,
        audiences.mean_followers
    from posts
    join audiences
      on audiences.period = posts.period
     and audiences.brand = posts.brand
     and audiences.channel = posts.channel
     and (
         audiences.accounts = 1
         or lower(audiences.account) = lower(posts.account)
     )
    where posts.shares is not null
)
select
    period,
    series,
    case
        when count(*) = count(mean_followers)
            then cast(sum(shares) as double precision) / nullif(sum(mean_followers), 0)
    end as value,
    count(*) as n
from followed
group by
    period,
    series
