-- one row per period, measure and row of business figures that lies within the period and reports the measure: visits,
-- conversions (with their visits) or revenue; of a month and its weeks, reported by the same source, the month.
-- is_cut: a row of the brand crosses a bound of the period and no shorter rows report its days (a month cannot be split
-- into weeks), so that the sum of the period is unknown
with measured as (
    select
        'visits' as measure,
        business.*
    from business
    where visits is not null
    union all
    select
        'conversions' as measure,
        business.*
    from business
    where visits is not null
      and conversions is not null
    union all
    select
        'revenue' as measure,
        business.*
    from business
    where revenue is not null
),
inside as (
    select
        periods.period,
        measured.*
    from periods
    join measured
      on measured.day >= periods.first_day
     and measured.last_day <= periods.last_day
),
counted as (
    select inside.*
    from inside
    where not exists (
        select 1
        from inside as longer
        where longer.period = inside.period
          and longer.measure = inside.measure
          and longer.brand = inside.brand
          and coalesce(longer.channel, '') = coalesce(inside.channel, '')
          and coalesce(longer.source, '') = coalesce(inside.source, '')
          and coalesce(longer.model, '') = coalesce(inside.model, '')
          and longer.day <= inside.day
          and longer.last_day >= inside.last_day
          and longer.last_day - longer.day > inside.last_day - inside.day
    )
),
reported_days as (
    select
        counted.period,
        counted.measure,
        counted.brand,
        count(distinct calendar.day) as days
    from counted
    join calendar
      on calendar.period = counted.period
     and calendar.day between counted.day and counted.last_day
    group by
        counted.period,
        counted.measure,
        counted.brand
),
cut as (
    -- brands with a row across a bound of the period, of which shorter rows do not report every day
    select
        periods.period,
        measured.measure,
        measured.brand
    from periods
    join measured
      on measured.day <= periods.as_of
     and measured.last_day >= periods.first_day
     and (
         measured.day < periods.first_day
         or measured.last_day > periods.last_day
     )
    left join reported_days
      on reported_days.period = periods.period
     and reported_days.measure = measured.measure
     and reported_days.brand = measured.brand
    where coalesce(reported_days.days, 0) < cast(periods.as_of as date) - cast(periods.first_day as date) + 1
    group by
        periods.period,
        measured.measure,
        measured.brand
)
select
    counted.*,
    cut.brand is not null as is_cut
from counted
left join cut
  on cut.period = counted.period
 and cut.measure = counted.measure
 and cut.brand = counted.brand
