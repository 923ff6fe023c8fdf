/*
title.en    = "Top-channel share"
title.fr    = "Poids du premier canal"
question.en = "How much of our audience hangs on a single network?"
question.fr = "Quelle part de notre audience tient à un seul réseau ?"
formula.en  = "Followers of the network that has most / followers of all networks, last counts at most 7 days old (not deduplicated)"
formula.fr  = "Abonnés du réseau qui en a le plus / abonnés de tous les réseaux, derniers relevés de 7 jours au plus (non dédupliqués)"
unit        = "percent"
better      = "lower"
class       = "ratio"
interval    = "none"
article     = ["S04", "S13"]
needs       = ["followers"]
by          = ["brand"]
history     = 35
*/
-- one row per period and brand; unknown as soon as one account lacks a recent count
with seen as (
    select
        periods.period,
        periods.as_of,
        followers.series,
        followers.brand,
        followers.channel,
        followers.account,
        max(followers.day) as last_day
    from periods
    join followers
      on followers.day <= periods.as_of
     and followers.day > periods.as_of - interval '35' day
    where followers.followers is not null
    group by
        periods.period,
        periods.as_of,
        followers.series,
        followers.brand,
        followers.channel,
        followers.account
),
channels as (
    select
        seen.period,
        seen.series,
        seen.channel,
        case
            when min(seen.last_day) >= seen.as_of - interval '7' day then sum(followers.followers)
        end as followers
    from seen
    join followers
      on followers.day = seen.last_day
     and followers.series = seen.series
     and followers.brand = seen.brand
     and followers.channel = seen.channel
     and followers.account = seen.account
    group by
        seen.period,
        seen.as_of,
        seen.series,
        seen.channel
)
select
    period,
    series,
    case
        when count(*) = count(followers) then cast(max(followers) as double precision) / nullif(sum(followers), 0)
    end as value,
    count(*) as n
from channels
group by
    period,
    series
