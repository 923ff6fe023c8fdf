/*
title.en    = "De-escalation rate"
title.fr    = "Taux d'apaisement des conflits"
question.en = "Once we have answered, how many conflicts calm down?"
question.fr = "Une fois que nous avons répondu, combien de conflits s'apaisent ?"
formula.en  = "Answered negative conversations whose author is satisfied, else whose last message is not negative, else that are resolved / answered negative conversations for which one of these is known"
formula.fr  = "Conversations négatives ayant reçu une réponse dont l'auteur est satisfait, à défaut dont le dernier message n'est pas négatif, à défaut qui sont résolues / conversations négatives ayant reçu une réponse dont l'issue est connue"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "census"
article     = ["S05", "S06"]
screen      = "relation"
needs       = ["conversations"]
weeks       = 4
access      = ["after_sales", "production"]
records     = "sentiment = 'negative' and is_answered and coalesce(is_satisfied, last_sentiment <> 'negative', is_resolved) is not null"
parts.of = "conversations"
parts.where = "sentiment = 'negative' and is_answered and coalesce(is_satisfied, last_sentiment <> 'negative', is_resolved) is not null"
parts.numerator = "case when coalesce(is_satisfied, last_sentiment <> 'negative', is_resolved) then 1 else 0 end"
parts.denominator = "1"
*/
-- one row per period and series; what the person says comes before what we closed
with answered as (
    select
        period,
        series,
        coalesce(is_satisfied, last_sentiment <> 'negative', is_resolved) as is_calmed
    from conversations
    where sentiment = 'negative'
      and is_answered
)
select
    period,
    series,
    cast(count(*) filter (where is_calmed) as double precision) / nullif(count(is_calmed), 0) as value,
    count(is_calmed) as n
from answered
group by
    period,
    series
