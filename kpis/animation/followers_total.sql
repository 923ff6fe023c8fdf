/*
title.en    = "Followers"
title.fr    = "Abonnés"
question.en = "How many people follow us, all accounts together?"
question.fr = "Combien de personnes nous suivent, tous comptes confondus ?"
formula.en  = "Sum over accounts of the last count observed, at most 7 days old (not deduplicated between networks)"
formula.fr  = "Somme, sur les comptes, du dernier nombre relevé, vieux de 7 jours au plus (non dédupliqué entre réseaux)"
unit        = "count"
better      = "higher"
class       = "stock"
interval    = "none"
article     = ["S04", "S13", "S17"]
needs       = ["followers"]
history     = 35
*/
-- one row per period and series; an account seen in the last five weeks but not in the last one makes the sum unknown
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
)
select
    seen.period,
    seen.series,
    case
        when min(seen.last_day) >= seen.as_of - interval '7' day then sum(followers.followers)
    end as value,
    count(*) as n
from seen
join followers
  on followers.day = seen.last_day
 and followers.series = seen.series
 and followers.brand = seen.brand
 and followers.channel = seen.channel
 and followers.account = seen.account
where followers.followers is not null
group by
    seen.period,
    seen.as_of,
    seen.series
