/*
title.en    = "Median moderation delay"
title.fr    = "Délai médian de modération"
question.en = "How long does a comment wait before we handle it?"
question.fr = "Combien de temps un commentaire attend-il d'être traité ?"
formula.en  = "Product-limit (Kaplan–Meier) median of handling − reception in working hours (nights, weekends and public holidays do not count), over the comments; handled is moderated or, where that has no time, answered or resolved; a comment that is not handled counts as waiting until the end of what its export tells; excluded are those of exports that report none of the three"
formula.fr  = "Médiane produit-limite (Kaplan-Meier) de traitement − réception en heures ouvrées (ni nuits, ni week-ends, ni jours fériés), sur les commentaires ; traité veut dire modéré ou, si l'heure en manque, suivi d'une réponse ou résolu ; un commentaire non traité compte comme en attente jusqu'à la fin de ce que dit son export ; ceux des exports qui ne donnent aucun des trois sont exclus"
unit        = "working hours"
better      = "lower"
class       = "median"
interval    = "median"
article     = ["S03", "S10"]
screen      = "activity"
needs       = ["conversations"]
context     = ["working_days", "waits"]
ended       = "handled"
records     = "is_comment and (handled_at >= received_at or (handled_at is null and not is_treated))"
*/
-- one row per comment; excluded: a handling at an unknown time, or before its comment
select
    period,
    series,
    cast(case when is_over then seconds_to_handling else greatest(seconds_handling_told, 0) end as double precision) / 3600
        as duration,
    is_over
from (
    select
        *,
        coalesce(handled_at <= handling_told_until, false) as is_over
    from waits
    where is_comment
      and (
          handled_at >= received_at
          or (handled_at is null and not is_treated)
      )
) as commented
