/*
title.en    = "Inbound requests"
title.fr    = "Demandes reçues"
question.en = "How many messages ask us for an answer?"
question.fr = "Combien de messages appellent une réponse de notre part ?"
formula.en  = "Messages received that need an answer; where the export does not say, every message but a comment needs one"
formula.fr  = "Messages reçus qui appellent une réponse ; si l'export ne le dit pas, tout message sauf un commentaire en appelle une"
unit        = "count"
better      = "context"
class       = "flow"
interval    = "count"
article     = ["S08"]
screen      = "relation"
needs       = ["conversations"]
records     = "needs_answer"
parts.of = "conversations"
parts.where = "needs_answer"
parts.numerator = "1"
*/
-- one row per period and series
select
    period,
    series,
    count(*) as value,
    count(*) as n
from conversations
where needs_answer
group by
    period,
    series
