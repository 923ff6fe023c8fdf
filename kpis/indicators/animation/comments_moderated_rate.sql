/*
title.en    = "Moderation coverage"
title.fr    = "Commentaires modérés"
question.en = "How many of the comments that we receive do we handle?"
question.fr = "Quelle part des commentaires reçus traitons-nous ?"
formula.en  = "Comments handled (moderated, answered or resolved) / comments received; a comment without any of these is not handled; excluded are those of exports that report none of the three for any record"
formula.fr  = "Commentaires traités (modérés, résolus ou suivis d'une réponse) / commentaires reçus ; un commentaire sans aucun des trois n'est pas traité ; exclus : ceux des exports qui n'en donnent aucun pour aucun enregistrement"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "census"
article     = ["S03", "S10"]
screen      = "activity"
needs       = ["conversations"]
records     = "is_comment and is_treated is not null"
parts.of = "conversations"
parts.where = "is_comment and is_treated is not null"
parts.numerator = "case when is_treated then 1 else 0 end"
parts.denominator = "1"
*/
-- one row per period and series
select
    period,
    series,
    cast(count(*) filter (where is_treated) as double precision) / nullif(count(is_treated), 0) as value,
    count(is_treated) as n
from conversations
where is_comment
group by
    period,
    series
