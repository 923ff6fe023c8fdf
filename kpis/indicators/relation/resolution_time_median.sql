/*
title.en    = "Median resolution time"
title.fr    = "Délai médian de résolution"
question.en = "How long until a problem is solved?"
question.fr = "Combien de temps faut-il pour résoudre un problème ?"
formula.en  = "Product-limit (Kaplan–Meier) median of resolution − reception in calendar time (nights and weekends count), over the requests; one that is not resolved counts as open until the end of what its export tells; excluded are those of exports that do not report resolution"
formula.fr  = "Médiane produit-limite (Kaplan-Meier) de résolution − réception en temps calendaire (nuits et week-ends compris), sur les demandes ; une demande non résolue compte comme ouverte jusqu'à la fin de ce que dit son export ; celles des exports qui ne donnent pas la résolution sont exclues"
unit        = "hours"
better      = "lower"
class       = "median"
interval    = "median"
article     = ["S05"]
screen      = "relation"
needs       = ["conversations"]
ended       = "resolved"
access      = ["after_sales", "production"]
records     = "needs_answer and (resolved_at >= received_at or (resolved_at is null and not is_resolved))"
*/
-- one row per request; excluded: a resolution at an unknown time, or before its request
select
    period,
    series,
    cast(extract(epoch from (greatest(ends_at, received_at) - received_at)) as double precision) / 3600 as duration,
    is_over
from (
    select
        *,
        least(resolved_at, resolution_told_until) as ends_at,
        coalesce(resolved_at <= resolution_told_until, false) as is_over
    from conversations
    where needs_answer
      and (
          resolved_at >= received_at
          or (resolved_at is null and not is_resolved)
      )
) as asked
