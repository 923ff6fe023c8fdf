/*
title.en    = "Overdue requests"
title.fr    = "Demandes en retard"
question.en = "How many requests still wait beyond the promised time?"
question.fr = "Combien de demandes attendent encore au-delà du délai promis ?"
formula.en  = "Requests of the 90 days up to the end of the period that had no answer then, and for which the role's promised time in working hours had passed by then or by the end of what their export tells, whichever is earlier; one in ten of them has waited longer than p90"
formula.fr  = "Demandes des 90 jours jusqu'à la fin de la période qui n'avaient alors pas de réponse, et pour lesquelles le délai promis du rôle, en heures ouvrées, était passé alors ou à la fin de ce que dit leur export, si elle vient plus tôt ; une sur dix attend depuis plus longtemps que p90"
unit        = "count"
better      = "lower"
class       = "stock"
interval    = "none"
article     = ["S08"]
screen      = "relation"
needs       = ["past_conversations"]
context     = ["working_days", "promises"]
absent      = "zero"
history     = 90
looks_back  = 90
records     = "needs_answer and is_answered is not null and (first_reply_at is not null or not is_answered)"
evidence.en = "n is the number of requests that are overdue; all those of the 90 days are listed."
evidence.fr = "n est le nombre de demandes en retard ; ce sont toutes celles des 90 jours qui sont listées."
*/
-- one row per period and series; excluded: answers at an unknown time; of an answer before its message, an error of the
-- log, the message has one
with asked as (
    -- the requests known at the end of the period, with the working time up to them
    select
        periods.period,
        periods.as_of,
        past_conversations.series,
        past_conversations.told_day,
        past_conversations.told_until,
        received.seconds_before
            + least(
                greatest(extract(epoch from (past_conversations.received_at - received.opens_at)), 0),
                received.open_seconds
            ) as seconds_at_reception
    from periods
    join past_conversations
      on past_conversations.day <= periods.as_of
     and past_conversations.day > periods.as_of - interval '90' day
    join working_days as received
      on received.day = past_conversations.day
    where past_conversations.needs_answer
      and (
          past_conversations.first_reply_day > periods.as_of
          or (past_conversations.first_reply_at is null and not past_conversations.is_answered)
      )
),
waiting as (
    select
        asked.period,
        asked.series,
        case
            when asked.told_day > asked.as_of then ended.seconds_before + ended.open_seconds
            else told.seconds_before
                + least(greatest(extract(epoch from (asked.told_until - told.opens_at)), 0), told.open_seconds)
        end - asked.seconds_at_reception as seconds
    from asked
    join working_days as ended
      on ended.day = asked.as_of
    join working_days as told
      on told.day = asked.told_day
),
overdue as (
    select
        waiting.period,
        waiting.series,
        promises.response_hours,
        cast(waiting.seconds as double precision) / 3600 as hours
    from waiting
    cross join promises
    where waiting.seconds > promises.response_hours * 3600
)
select
    period,
    series,
    count(*) as value,
    count(*) as n,
    percentile_cont(0.9) within group (order by hours) as p90,
    max(response_hours) as response_hours
from overdue
group by
    period,
    series
