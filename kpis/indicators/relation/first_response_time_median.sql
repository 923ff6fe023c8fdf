/*
title.en    = "Median first response time"
title.fr    = "Délai médian de première réponse"
question.en = "How long do people wait for our first answer?"
question.fr = "Combien de temps attend-on notre première réponse ?"
formula.en  = "Median of first reply − reception in working hours (nights, weekends and public holidays do not count), over the answered messages that need an answer; the slowest tenth takes longer than p90"
formula.fr  = "Médiane de première réponse − réception en heures ouvrées (ni nuits, ni week-ends, ni jours fériés), sur les messages qui appelaient une réponse et l'ont reçue ; un message sur dix attend plus longtemps que p90"
unit        = "hours"
better      = "lower"
class       = "median"
interval    = "none"
article     = ["S08"]
screen      = "relation"
needs       = ["conversations"]
context     = ["working_days"]
records     = "needs_answer and first_reply_at >= received_at"
*/
-- one row per period and series; excluded: a reply before its message, an error of the log
with waits as (
    select
        conversations.period,
        conversations.series,
        replied.seconds_before
            + least(
                greatest(extract(epoch from (conversations.first_reply_at - replied.opens_at)), 0),
                replied.open_seconds
            )
            - received.seconds_before
            - least(
                greatest(extract(epoch from (conversations.received_at - received.opens_at)), 0),
                received.open_seconds
            ) as seconds
    from conversations
    join working_days as received
      on received.day = conversations.day
    join working_days as replied
      on replied.day = conversations.first_reply_day
    where conversations.needs_answer
      and conversations.first_reply_at >= conversations.received_at
)
select
    period,
    series,
    percentile_cont(0.5) within group (order by cast(seconds as double precision)) / 3600 as value,
    count(*) as n,
    percentile_cont(0.9) within group (order by cast(seconds as double precision)) / 3600 as p90
from waits
group by
    period,
    series
