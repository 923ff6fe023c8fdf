/*
title.en    = "Social visits"
title.fr    = "Visites issues du social"
question.en = "How many visits to our sites come from social networks?"
question.fr = "Combien de visites de nos sites viennent des réseaux sociaux ?"
formula.en  = "Sessions whose source is a social network or a social medium, over the rows that lie whole in the period"
formula.fr  = "Sessions dont la source est un réseau ou un support social, sur les lignes contenues dans la période"
unit        = "count"
better      = "higher"
class       = "flow"
interval    = "none"
article     = ["S11", "S28"]
needs       = ["business"]
absent      = "missing"
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
      and coalesce(told_days.days, 0) < cast(periods.as_of as date) - cast(periods.first_day as date) + 1
    group by
        periods.period,
        business.brand
)
select
    counted.period,
    counted.series,
    case
        when count(cut.brand) = 0 then coalesce(sum(counted.visits) filter (where counted.is_social), 0)
    end as value,
    count(*) filter (where counted.is_social) as n
from counted
left join cut
  on cut.period = counted.period
 and cut.brand = counted.brand
group by
    counted.period,
    counted.series
