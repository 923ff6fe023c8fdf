/*
title.en    = "Responses within the promised time"
title.fr    = "Réponses dans le délai promis"
question.en = "Do we answer within the promised time?"
question.fr = "Répondons-nous dans le délai promis ?"
formula.en  = "Messages first answered within the role's promised time in working hours (24 for an intern, 4 for a senior, unless set otherwise) / messages that need an answer and whose promised time had passed by the end of what their export tells"
formula.fr  = "Messages ayant reçu leur première réponse dans le délai promis pour le rôle, en heures ouvrées (24 pour un stagiaire, 4 pour un senior, sauf réglage) / messages qui en appellent une et dont le délai promis était passé à la fin de ce que dit leur export"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "census"
article     = ["S08"]
screen      = "relation"
needs       = ["conversations"]
context     = ["working_days", "promises", "waits"]
records     = "needs_answer and (not is_answered or first_reply_at >= received_at)"
evidence.en = "Messages whose promised time had not passed are listed too: they count in n once it has."
evidence.fr = "Les messages dont le délai promis n'était pas passé sont listés aussi : ils comptent dans n une fois ce délai passé."
parts.of = "waits"
parts.where = "needs_answer and is_answered is not null and seconds_told > (select response_hours from promises) * 3600 and (first_reply_at is null or first_reply_at >= received_at) and (not is_answered or seconds_to_reply is not null)"
parts.numerator = "case when is_answered and seconds_to_reply <= (select response_hours from promises) * 3600 then 1 else 0 end"
parts.denominator = "1"
*/
-- one row per period and series; excluded: replies without a time, and a reply before its message, an error of the log
with due as (
    -- the messages whose promised time had passed by the end of what their export tells, whatever became of them
    select
        waits.period,
        waits.series,
        promises.response_hours,
        case
            when waits.is_answered then waits.seconds_to_reply <= promises.response_hours * 3600
            when not waits.is_answered then false
        end as is_kept
    from waits
    cross join promises
    where waits.needs_answer
      and waits.seconds_told > promises.response_hours * 3600
      and (
          waits.first_reply_at is null
          or waits.first_reply_at >= waits.received_at
      )
)
select
    period,
    series,
    cast(count(*) filter (where is_kept) as double precision) / nullif(count(is_kept), 0) as value,
    count(is_kept) as n,
    max(response_hours) as response_hours
from due
group by
    period,
    series
