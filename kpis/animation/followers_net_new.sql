/*
title.en    = "Net new followers"
title.fr    = "Abonnés nets gagnés"
question.en = "How many followers did we gain, those lost deducted?"
question.fr = "Combien d'abonnés avons-nous gagnés, pertes déduites ?"
formula.en  = "Sum over accounts of the last count of the period minus the last count before it (both observed, at most 7 days from its ends)"
formula.fr  = "Somme, sur les comptes, du dernier nombre relevé dans la période moins le dernier relevé avant elle (relevés à 7 jours au plus de ses bornes)"
unit        = "count"
better      = "higher"
class       = "flow"
interval    = "none"
article     = ["S27"]
needs       = ["followers"]
absent      = "missing"
history     = 35
*/
-- one row per period and series; unknown as soon as one account lacks either count: the last one before the period, or
-- one inside it
with opened as (
    -- the count at the eve of the period: the last one observed in the 7 days before it begins
    select
        periods.period,
        followers.series,
        followers.brand,
        followers.channel,
        followers.account,
        max(followers.day) as first_day
    from periods
    join followers
      on followers.day < periods.first_day
     and followers.day >= periods.first_day - interval '7' day
    where followers.followers is not null
    group by
        periods.period,
        followers.series,
        followers.brand,
        followers.channel,
        followers.account
),
known as (
    -- accounts that were observed in the five weeks up to the end of the period, and when last
    select
        periods.period,
        periods.first_day as begins,
        periods.as_of,
        followers.series,
        followers.brand,
        followers.channel,
        followers.account,
        max(followers.day) as last_day
    from periods
    join followers
      on followers.day <= periods.as_of
     and followers.day > periods.first_day - interval '35' day
    where followers.followers is not null
    group by
        periods.period,
        periods.first_day,
        periods.as_of,
        followers.series,
        followers.brand,
        followers.channel,
        followers.account
),
bracketed as (
    select
        known.period,
        known.series,
        opened.first_day,
        known.last_day,
        known.begins,
        known.as_of,
        before.followers as first_count,
        after.followers as last_count
    from known
    left join opened
      on opened.period = known.period
     and opened.series = known.series
     and opened.brand = known.brand
     and opened.channel = known.channel
     and opened.account = known.account
    left join followers as before
      on before.day = opened.first_day
     and before.series = known.series
     and before.brand = known.brand
     and before.channel = known.channel
     and before.account = known.account
     and before.followers is not null
    left join followers as after
      on after.day = known.last_day
     and after.series = known.series
     and after.brand = known.brand
     and after.channel = known.channel
     and after.account = known.account
     and after.followers is not null
)
select
    period,
    series,
    case
        when count(*) = count(first_count)
         and min(last_day) >= begins
         and min(last_day) >= as_of - interval '7' day
            then sum(last_count - first_count)
    end as value,
    count(*) as n
from bracketed
group by
    period,
    begins,
    as_of,
    series
