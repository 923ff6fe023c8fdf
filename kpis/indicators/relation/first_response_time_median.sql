/*
title.en    = "Median first response time"
title.fr    = "Délai médian de première réponse"
question.en = "How long do people wait for our first answer?"
question.fr = "Combien de temps attend-on notre première réponse ?"
formula.en  = "Product-limit (Kaplan–Meier) median of first reply − reception in working hours (nights, weekends and public holidays do not count), over the messages that need an answer; one without an answer counts as waiting until the end of what its export tells; the slowest tenth takes longer than p90"
formula.fr  = "Médiane produit-limite (Kaplan-Meier) de première réponse − réception en heures ouvrées (ni nuits, ni week-ends, ni jours fériés), sur les messages qui appelaient une réponse ; un message sans réponse compte comme en attente jusqu'à la fin de ce que dit son export ; un message sur dix attend plus longtemps que p90"
unit        = "working hours"
better      = "lower"
class       = "median"
interval    = "median"
article     = ["S08"]
screen      = "relation"
needs       = ["conversations"]
context     = ["working_days", "waits"]
ended       = "answered"
records     = "needs_answer and (first_reply_at >= received_at or (first_reply_at is null and not is_answered))"
*/
-- one row per message that needs an answer; excluded: an answer at an unknown time, or before its message
select
    period,
    series,
    cast(case when is_over then seconds_to_reply else greatest(seconds_told, 0) end as double precision) / 3600
        as duration,
    is_over
from (
    select
        *,
        coalesce(first_reply_at <= told_until, false) as is_over
    from waits
    where needs_answer
      and (
          first_reply_at >= received_at
          or (first_reply_at is null and not is_answered)
      )
) as asked
