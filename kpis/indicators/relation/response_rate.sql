/*
title.en    = "Response rate"
title.fr    = "Taux de réponse"
question.en = "How many of those who ask us something do we answer?"
question.fr = "À quelle part de ceux qui nous sollicitent répondons-nous ?"
formula.en  = "Messages answered / messages that need an answer; those of exports that do not report replies are excluded"
formula.fr  = "Messages ayant reçu une réponse / messages qui en appellent une ; ceux des exports qui ne donnent pas les réponses sont exclus"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "census"
article     = ["S08", "S29"]
screen      = "relation"
needs       = ["conversations"]
records     = "needs_answer and is_answered is not null"
parts.of = "conversations"
parts.where = "needs_answer and is_answered is not null"
parts.numerator = "case when is_answered then 1 else 0 end"
parts.denominator = "1"
*/
-- one row per period and series
select
    period,
    series,
    cast(count(*) filter (where is_answered) as double precision) / nullif(count(is_answered), 0) as value,
    count(is_answered) as n
from conversations
where needs_answer
group by
    period,
    series
