/*
title.en    = "Follower growth over 30 days"
title.fr    = "Croissance des abonnés sur 30 jours"
question.en = "How fast does our audience grow?"
question.fr = "À quelle vitesse notre audience croît-elle ?"
formula.en  = "Net new followers, scaled for each account to 30 days by the dates of its two counts (compounded beyond a month) / followers before the period; accounts that were declared opened or closed in the period are left out of both"
formula.fr  = "Abonnés nets gagnés, ramenés compte par compte à 30 jours d'après les dates des deux relevés (par croissance composée au-delà d'un mois) / abonnés avant la période ; les comptes déclarés ouverts ou fermés dans la période sont laissés hors des deux"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "none"
article     = ["S27"]
screen      = "audience"
family      = "followers"
needs       = ["followers"]
context     = ["follower_counts"]
history     = 35
bounds      = [-100, inf]
evidence.en = "n is the number of accounts; their follower counts are listed."
evidence.fr = "n est le nombre de comptes ; ce sont leurs relevés d'abonnés qui sont listés."
parts.of = "follower_counts"
parts.where = "not is_opened and not is_closed"
parts.numerator = "case when cast(last_counted_on as date) - cast(first_counted_on as date) > 31 and first_count > 0 then first_count * (power(cast(last_count as double precision) / first_count, cast(30 as double precision) / (cast(last_counted_on as date) - cast(first_counted_on as date))) - 1) else (last_count - first_count) * cast(30 as double precision) / nullif(cast(last_counted_on as date) - cast(first_counted_on as date), 0) end"
parts.denominator = "first_count"
*/
-- one row per period and series; unknown when an account has no count shortly before the period, or none in it
with dated as (
    select
        follower_counts.*,
        cast(last_counted_on as date) - cast(first_counted_on as date) as elapsed
    from follower_counts
    where not is_opened
      and not is_closed
),
summed as (
    select
        period,
        series,
        begins,
        as_of,
        sum(first_count) as first_count,
        -- the gain of each account, scaled to 30 days from the dates of its counts; beyond 31 days it is compounded
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
        min(last_counted_on) as oldest_day
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
