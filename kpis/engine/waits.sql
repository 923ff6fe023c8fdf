-- one row per message and period: working seconds from its reception to what became of it and to the end of what its
-- export tells; null for what has no moment
with received as (
    select
        conversations.*,
        working_days.seconds_before
            + least(
                greatest(extract(epoch from (conversations.received_at - working_days.opens_at)), 0),
                working_days.open_seconds
            ) as seconds_at_reception
    from conversations
    join working_days
      on working_days.day = conversations.day
)
select
    received.*,
    replied.seconds_before
        + least(
            greatest(extract(epoch from (received.first_reply_at - replied.opens_at)), 0),
            replied.open_seconds
        )
        - received.seconds_at_reception as seconds_to_reply,
    told.seconds_before
        + least(
            greatest(extract(epoch from (received.told_until - told.opens_at)), 0),
            told.open_seconds
        )
        - received.seconds_at_reception as seconds_told,
    handled.seconds_before
        + least(
            greatest(extract(epoch from (received.handled_at - handled.opens_at)), 0),
            handled.open_seconds
        )
        - received.seconds_at_reception as seconds_to_handling,
    handling.seconds_before
        + least(
            greatest(extract(epoch from (received.handling_told_until - handling.opens_at)), 0),
            handling.open_seconds
        )
        - received.seconds_at_reception as seconds_handling_told,
    routed.seconds_before
        + least(
            greatest(extract(epoch from (received.routed_at - routed.opens_at)), 0),
            routed.open_seconds
        )
        - received.seconds_at_reception as seconds_to_routing
from received
left join working_days as replied
  on replied.day = received.first_reply_day
left join working_days as told
  on told.day = received.told_day
left join working_days as handled
  on handled.day = received.handled_day
left join working_days as handling
  on handling.day = received.handling_told_day
left join working_days as routed
  on routed.day = received.routed_day
