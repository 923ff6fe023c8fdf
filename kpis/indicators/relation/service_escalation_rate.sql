/*
title.en    = "Hand-over to services in a working day"
title.fr    = "Transferts aux services en un jour ouvré"
question.en = "Do after-sales, sales or production get what concerns them within one working day?"
question.fr = "Le SAV, les ventes ou la production reçoivent-ils en une journée ouvrée ce qui les concerne ?"
formula.en  = "Messages routed to a service within the length of one working day / messages that need it or were routed, and for which that time had passed by the end of what their export tells"
formula.fr  = "Messages transmis à un service dans la durée d'une journée ouvrée / messages à transmettre ou transmis, et pour lesquels ce délai était passé à la fin de ce que dit leur export"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "census"
article     = ["S20"]
screen      = "relation"
needs       = ["conversations"]
context     = ["working_days", "promises", "waits"]
access      = ["after_sales", "production"]
records     = "case when routed_at is null then needs_routing and routed_to is null else routed_at >= received_at end"
evidence.en = "Messages for which the length of a working day had not passed are listed too: they count in n once it has."
evidence.fr = "Les messages pour lesquels la durée d'une journée ouvrée n'était pas passée sont listés aussi : ils comptent dans n une fois qu'elle l'est."
parts.of = "waits"
parts.where = "seconds_told > (select working_day_hours from promises) * 3600 and ((routed_at is null and needs_routing and routed_to is null) or (routed_at >= received_at and seconds_to_routing is not null))"
parts.numerator = "case when seconds_to_routing <= (select working_day_hours from promises) * 3600 then 1 else 0 end"
parts.denominator = "1"
*/
-- one row per period and series; excluded: messages routed at an unknown time, or before they were received
with due as (
    -- the messages for which a working day had passed by the end of what their export tells, whatever became of them
    select
        waits.period,
        waits.series,
        case
            when waits.routed_at is not null then waits.seconds_to_routing <= promises.working_day_hours * 3600
            when waits.routed_to is null then false
        end as is_same_day
    from waits
    cross join promises
    where waits.seconds_told > promises.working_day_hours * 3600
      and (
          (waits.routed_at is null and waits.needs_routing)
          or waits.routed_at >= waits.received_at
      )
)
select
    period,
    series,
    cast(count(*) filter (where is_same_day) as double precision) / nullif(count(is_same_day), 0) as value,
    count(is_same_day) as n
from due
group by
    period,
    series
