/*
title.en    = "Median moderation delay"
title.fr    = "Délai médian de modération"
question.en = "How long does a comment wait before we handle it?"
question.fr = "Combien de temps un commentaire attend-il d'être traité ?"
formula.en  = "Median of handling − reception in working hours (nights, weekends and public holidays do not count), over the comments whose time of handling is known"
formula.fr  = "Médiane de traitement − réception en heures ouvrées (ni nuits, ni week-ends, ni jours fériés), sur les commentaires dont l'heure de traitement est connue"
unit        = "hours"
better      = "lower"
class       = "median"
interval    = "none"
article     = ["S03", "S10"]
screen      = "activity"
needs       = ["conversations"]
context     = ["working_days"]
records     = "is_comment and treated_at >= received_at"
*/
-- one row per period and series; excluded: a treatment before its comment, an error of the log
with waits as (
    select
        conversations.period,
        conversations.series,
        treated.seconds_before
            + least(
                greatest(extract(epoch from (conversations.treated_at - treated.opens_at)), 0),
                treated.open_seconds
            )
            - received.seconds_before
            - least(
                greatest(extract(epoch from (conversations.received_at - received.opens_at)), 0),
                received.open_seconds
            ) as seconds
    from conversations
    join working_days as received
      on received.day = conversations.day
    join working_days as treated
      on treated.day = conversations.treated_day
    where conversations.is_comment
      and conversations.treated_at >= conversations.received_at
)
select
    period,
    series,
    percentile_cont(0.5) within group (order by cast(seconds as double precision)) / 3600 as value,
    count(*) as n
from waits
group by
    period,
    series
