/*
title.en    = "De-escalation rate"
title.fr    = "Taux d'apaisement des conflits"
question.en = "Once we have answered, how many conflicts calm down?"
question.fr = "Une fois que nous avons répondu, combien de conflits s'apaisent ?"
formula.en  = "Answered negative conversations that are resolved or whose last message is not negative / answered negative conversations for which either is known"
formula.fr  = "Conversations négatives ayant reçu une réponse qui sont résolues ou dont le dernier message n'est pas négatif / conversations négatives ayant reçu une réponse dont l'issue est connue"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "census"
article     = ["S05", "S06"]
screen      = "relation"
needs       = ["conversations"]
weeks       = 4
access      = ["after_sales", "production"]
records     = "sentiment = 'negative' and is_answered and (is_resolved is not null or last_sentiment is not null)"
*/
-- one row per period and series
with answered as (
    select
        period,
        series,
        case
            when is_resolved then true
            when last_sentiment is not null then last_sentiment <> 'negative'
            else is_resolved
        end as is_calmed
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
