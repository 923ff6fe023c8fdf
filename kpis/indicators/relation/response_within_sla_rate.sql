/*
title.en    = "Responses within the promised time"
title.fr    = "Réponses dans le délai promis"
question.en = "Do we answer within the promised time?"
question.fr = "Répondons-nous dans le délai promis ?"
formula.en  = "Messages first answered within the role's promised time in working hours (24 for an intern, 4 for a senior, unless set otherwise) / messages that need an answer; one without an answer counts once that time has passed by the last day that its export covers"
formula.fr  = "Messages ayant reçu leur première réponse dans le délai promis pour le rôle, en heures ouvrées (24 pour un stagiaire, 4 pour un senior, sauf réglage) / messages qui en appellent une ; un message sans réponse compte une fois ce délai passé au dernier jour que couvre son export"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "census"
article     = ["S08"]
screen      = "relation"
needs       = ["conversations"]
context     = ["working_days", "promises"]
records     = "needs_answer and (not is_answered or first_reply_at >= received_at)"
evidence.en = "Messages that still wait within the promised time are listed too: they count in n once it has passed."
evidence.fr = "Les messages qui attendent encore dans le délai promis sont listés aussi : ils comptent dans n une fois ce délai passé."
*/
-- one row per period and series; excluded: replies without a time, and a reply before its message, an error of the log
with received as (
    -- the working time up to the moment of the message
    select
        conversations.period,
        conversations.series,
        conversations.is_answered,
        conversations.received_at,
        conversations.first_reply_at,
        conversations.first_reply_day,
        conversations.told_on,
        working_days.seconds_before
            + least(
                greatest(extract(epoch from (conversations.received_at - working_days.opens_at)), 0),
                working_days.open_seconds
            ) as seconds_at_reception
    from conversations
    join working_days
      on working_days.day = conversations.day
    where conversations.needs_answer
),
waits as (
    select
        received.period,
        received.series,
        received.is_answered,
        replied.seconds_before
            + least(
                greatest(extract(epoch from (received.first_reply_at - replied.opens_at)), 0),
                replied.open_seconds
            )
            - received.seconds_at_reception as seconds_to_reply,
        told.seconds_before + told.open_seconds - received.seconds_at_reception as seconds_told
    from received
    left join working_days as replied
      on replied.day = received.first_reply_day
    left join working_days as told
      on told.day = received.told_on
    where received.first_reply_at is null
       or received.first_reply_at >= received.received_at
),
decided as (
    select
        waits.period,
        waits.series,
        promises.response_hours,
        case
            when waits.is_answered then waits.seconds_to_reply <= promises.response_hours * 3600
            when not waits.is_answered and waits.seconds_told > promises.response_hours * 3600 then false
        end as is_kept
    from waits
    cross join promises
)
select
    period,
    series,
    cast(count(*) filter (where is_kept) as double precision) / nullif(count(is_kept), 0) as value,
    count(is_kept) as n,
    max(response_hours) as response_hours
from decided
group by
    period,
    series
