/*
title.en    = "Median resolution time"
title.fr    = "Délai médian de résolution"
question.en = "How long until a problem is solved?"
question.fr = "Combien de temps faut-il pour résoudre un problème ?"
formula.en  = "Median of resolution − reception in calendar time (nights and weekends count), over the requests whose time of resolution is known"
formula.fr  = "Médiane de résolution − réception en temps calendaire (nuits et week-ends compris), sur les demandes dont l'heure de résolution est connue"
unit        = "hours"
better      = "lower"
class       = "median"
interval    = "none"
article     = ["S05"]
screen      = "relation"
needs       = ["conversations"]
access      = ["after_sales", "production"]
records     = "needs_answer and resolved_at >= received_at"
*/
-- one row per period and series; excluded: a resolution before its request, an error of the log
with delays as (
    select
        period,
        series,
        extract(epoch from (resolved_at - received_at)) as seconds
    from conversations
    where needs_answer
      and resolved_at >= received_at
)
select
    period,
    series,
    percentile_cont(0.5) within group (order by cast(seconds as double precision)) / 3600 as value,
    count(*) as n
from delays
group by
    period,
    series
