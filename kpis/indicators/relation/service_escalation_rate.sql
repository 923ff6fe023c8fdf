/*
title.en    = "Same-day hand-over to services"
title.fr    = "Transferts aux services dans le jour"
question.en = "Do after-sales, sales or production get what concerns them within a day?"
question.fr = "Le SAV, les ventes ou la production reçoivent-ils dans le jour ce qui les concerne ?"
formula.en  = "Messages routed to a service within the length of one working day / messages that need it or were routed; one that was never routed counts once that time has passed by the last day that its export covers"
formula.fr  = "Messages transmis à un service dans la durée d'une journée ouvrée / messages à transmettre ou transmis ; un message jamais transmis compte une fois ce délai passé au dernier jour que couvre son export"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "census"
article     = ["S20"]
screen      = "relation"
needs       = ["conversations"]
context     = ["working_days", "promises"]
access      = ["after_sales", "production"]
records     = "case when routed_at is null then needs_routing and routed_to is null else routed_at >= received_at end"
evidence.en = "Messages that still wait to be passed on are listed too: they count in n once the length of a working day has passed."
evidence.fr = "Les messages qui attendent encore d'être transmis sont listés aussi : ils comptent dans n une fois passée la durée d'une journée ouvrée."
*/
-- one row per period and series; excluded: messages routed at an unknown time, or before they were received
with received as (
    -- the working time up to the moment of the message
    select
        conversations.period,
        conversations.series,
        conversations.routed_to,
        conversations.routed_at,
        conversations.routed_day,
        conversations.told_on,
        working_days.seconds_before
            + least(
                greatest(extract(epoch from (conversations.received_at - working_days.opens_at)), 0),
                working_days.open_seconds
            ) as seconds_at_reception
    from conversations
    join working_days
      on working_days.day = conversations.day
    where (
          conversations.needs_routing
          or conversations.routed_at is not null
      )
      and (
          conversations.routed_at is null
          or conversations.routed_at >= conversations.received_at
      )
),
waits as (
    select
        received.period,
        received.series,
        received.routed_to,
        received.routed_at,
        routed.seconds_before
            + least(
                greatest(extract(epoch from (received.routed_at - routed.opens_at)), 0),
                routed.open_seconds
            )
            - received.seconds_at_reception as seconds_to_routing,
        told.seconds_before + told.open_seconds - received.seconds_at_reception as seconds_told
    from received
    left join working_days as routed
      on routed.day = received.routed_day
    left join working_days as told
      on told.day = received.told_on
),
decided as (
    select
        waits.period,
        waits.series,
        case
            when waits.routed_at is not null then waits.seconds_to_routing <= promises.working_day_hours * 3600
            when waits.routed_to is null and waits.seconds_told > promises.working_day_hours * 3600 then false
        end as is_same_day
    from waits
    cross join promises
)
select
    period,
    series,
    cast(count(*) filter (where is_same_day) as double precision) / nullif(count(is_same_day), 0) as value,
    count(is_same_day) as n
from decided
group by
    period,
    series
