/*
title.en    = "Social conversion rate"
title.fr    = "Taux de conversion social"
question.en = "How many of the visits from social networks lead to what we hoped for?"
question.fr = "Quelle part des visites venues des réseaux sociaux aboutit à ce que nous espérions ?"
formula.en  = "Conversions / visits, over the rows with a social source that tell both and lie whole in the period; never of two attribution models"
formula.fr  = "Conversions / visites, sur les lignes de source sociale qui donnent les deux, contenues dans la période ; jamais de deux modèles d'attribution"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "census"
article     = ["S28"]
needs       = ["business"]
history     = 366
*/
-- one row per period and series; a row counts in the period that holds all its days. Unknown where a row reaches over the end of
-- the period and no shorter ones tell its days: a month says nothing of its weeks
with inside as (
    select
        periods.period,
        periods.first_day,
        periods.as_of,
        business.*
    from periods
    join business
      on business.day >= periods.first_day
     and business.last_day <= periods.last_day
    where business.visits is not null
      and business.conversions is not null
),
counted as (
    -- of a month and its weeks, told of the same source, the month
    select inside.*
    from inside
    where not exists (
        select 1
        from inside as longer
        where longer.period = inside.period
          and longer.brand = inside.brand
          and coalesce(longer.channel, '') = coalesce(inside.channel, '')
          and coalesce(longer.source, '') = coalesce(inside.source, '')
          and coalesce(longer.model, '') = coalesce(inside.model, '')
          and longer.day <= inside.day
          and longer.last_day >= inside.last_day
          and longer.last_day - longer.day > inside.last_day - inside.day
    )
),
told_days as (
    select
        counted.period,
        counted.brand,
        count(distinct calendar.day) as days
    from counted
    join calendar
      on calendar.period = counted.period
     and calendar.day between counted.day and counted.last_day
    group by
        counted.period,
        counted.brand
),
cut as (
    -- brands of which a longer row tells more than the shorter ones do
    select
        periods.period,
        business.brand
    from periods
    join business
      on business.day <= periods.as_of
     and business.last_day >= periods.first_day
     and (
         business.day < periods.first_day
         or business.last_day > periods.last_day
     )
    left join told_days
      on told_days.period = periods.period
     and told_days.brand = business.brand
    where business.visits is not null
      and business.conversions is not null
      and coalesce(told_days.days, 0) < cast(periods.as_of as date) - cast(periods.first_day as date) + 1
    group by
        periods.period,
        business.brand
)
select
    counted.period,
    counted.series,
    case
        when count(cut.brand) = 0
         and count(distinct coalesce(counted.model, '')) = 1
            then cast(sum(counted.conversions) as double precision) / nullif(sum(counted.visits), 0)
    end as value,
    sum(counted.visits) as n
from counted
left join cut
  on cut.period = counted.period
 and cut.brand = counted.brand
where counted.is_social
group by
    counted.period,
    counted.series
