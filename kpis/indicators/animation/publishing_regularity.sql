/*
title.en    = "Publishing regularity"
title.fr    = "Régularité éditoriale"
question.en = "Do we publish what we planned, week after week?"
question.fr = "Publions-nous ce que nous avions prévu, semaine après semaine ?"
formula.en  = "Planned posts that were published / planned posts, week by week and channel by channel (a busy week or channel does not make up for an empty one), over the weeks entirely within the period and the channels whose exports cover them"
formula.fr  = "Publications prévues et parues / publications prévues, semaine par semaine et canal par canal (un surplus ne rattrape pas un manque ailleurs), sur les semaines entières de la période et les canaux dont les exports les couvrent"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "census"
article     = ["S10"]
screen      = "activity"
needs       = ["posts"]
context     = ["planned_weeks", "source_days"]
evidence.en = "n is the number of posts planned; the posts published are listed."
evidence.fr = "n est le nombre de publications prévues ; ce sont les publications parues qui sont listées."
*/
-- one row per period and series; unknown without a plan
with planned as (
    select
        periods.period,
        planned_weeks.series,
        planned_weeks.brand,
        planned_weeks.channel,
        planned_weeks.first_day,
        planned_weeks.last_day,
        planned_weeks.planned
    from periods
    join planned_weeks
      on planned_weeks.first_day >= periods.first_day
     and planned_weeks.last_day <= periods.last_day
    join source_days
      on source_days.brand = planned_weeks.brand
     and coalesce(source_days.channel, planned_weeks.channel) = planned_weeks.channel
     and source_days.day between planned_weeks.first_day and least(planned_weeks.last_day, periods.as_of)
    where source_days.table_name = 'posts'
      and source_days.is_covered
    group by
        periods.period,
        periods.as_of,
        planned_weeks.series,
        planned_weeks.brand,
        planned_weeks.channel,
        planned_weeks.first_day,
        planned_weeks.last_day,
        planned_weeks.planned
    having count(distinct source_days.day)
        = cast(least(planned_weeks.last_day, periods.as_of) as date) - cast(planned_weeks.first_day as date) + 1
),
filled as (
    select
        planned.period,
        planned.series,
        planned.planned,
        least(count(posts.day), planned.planned) as filled
    from planned
    left join posts
      on posts.period = planned.period
     and posts.brand = planned.brand
     and posts.channel = planned.channel
     and posts.day between planned.first_day and planned.last_day
    group by
        planned.period,
        planned.series,
        planned.brand,
        planned.channel,
        planned.first_day,
        planned.planned
)
select
    period,
    series,
    cast(sum(filled) as double precision) / nullif(sum(planned), 0) as value,
    sum(planned) as n
from filled
group by
    period,
    series
