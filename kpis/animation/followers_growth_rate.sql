/*
title.en    = "Follower growth over 30 days"
title.fr    = "Croissance des abonnés sur 30 jours"
question.en = "How fast does our audience grow?"
question.fr = "À quelle vitesse notre audience croît-elle ?"
formula.en  = "Net new followers, each account's brought to 30 days by the dates of its two counts (compounded over more than a month) / followers before the period"
formula.fr  = "Abonnés nets gagnés, ramenés compte par compte à 30 jours d'après les dates des deux relevés (par croissance composée au-delà d'un mois) / abonnés avant la période"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "none"
article     = ["S27"]
needs       = ["followers"]
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
),
dated as (
    select
        bracketed.*,
        cast(last_day as date) - cast(first_day as date) as elapsed
    from bracketed
),
summed as (
    select
        period,
        series,
        begins,
        as_of,
        sum(first_count) as first_count,
        -- each account's own gain, brought to 30 days by its own dates; over more than a month growth compounds
        sum(
            case
                when elapsed > 31 and first_count > 0
                    then first_count * (
                        power(
                            cast(last_count as double precision) / nullif(first_count, 0),
                            cast(30 as double precision) / nullif(elapsed, 0)
                        ) - 1
                    )
                else (last_count - first_count) * cast(30 as double precision) / nullif(elapsed, 0)
            end
        ) as gained_in_30_days,
        count(*) as accounts,
        count(first_count) as counted,
        min(last_day) as oldest_day
    from dated
    group by
        period,
        series,
        begins,
        as_of
)
select
    period,
    series,
    case
        when accounts = counted
         and oldest_day >= begins
         and oldest_day >= as_of - interval '7' day
            then gained_in_30_days / nullif(cast(first_count as double precision), 0)
    end as value,
    accounts as n
from summed
