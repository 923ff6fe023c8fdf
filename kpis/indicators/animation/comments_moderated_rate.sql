/*
title.en    = "Moderation coverage"
title.fr    = "Commentaires modérés"
question.en = "How many of the comments that we receive do we handle?"
question.fr = "Quelle part des commentaires reçus traitons-nous ?"
formula.en  = "Comments handled (moderated, answered or resolved) / comments received; those of exports that never report handling are excluded"
formula.fr  = "Commentaires traités (modérés, résolus ou suivis d'une réponse) / commentaires reçus ; ceux des exports qui ne donnent jamais le traitement sont exclus"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "census"
article     = ["S03", "S10"]
screen      = "activity"
needs       = ["conversations"]
records     = "is_comment and is_treated is not null"
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
