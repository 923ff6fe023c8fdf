/*
title.en    = "Issue resolution rate"
title.fr    = "Taux de résolution"
question.en = "How many of the problems reported to us do we solve?"
question.fr = "Quelle part des problèmes qu'on nous soumet résolvons-nous ?"
formula.en  = "Requests resolved without stated dissatisfaction / requests that were seven days old by the end of what their export tells; those of exports that do not report resolution are excluded"
formula.fr  = "Demandes résolues sans insatisfaction exprimée / demandes vieilles de sept jours à la fin de ce que dit leur export ; celles des exports qui ne donnent pas la résolution sont exclues"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "census"
article     = ["S05"]
screen      = "relation"
needs       = ["conversations"]
access      = ["after_sales", "production"]
records     = "needs_answer and is_resolved is not null and received_at <= resolution_told_until - interval 7 day"
parts.of = "conversations"
parts.where = "needs_answer and is_resolved is not null and received_at <= resolution_told_until - interval '7' day"
parts.numerator = "case when is_resolved and coalesce(is_satisfied, true) then 1 else 0 end"
parts.denominator = "1"
*/
-- one row per period and series
with due as (
    -- the requests of which the export tells for seven days, whatever became of them
    select
        period,
        series,
        is_resolved and coalesce(is_satisfied, true) as is_solved
    from conversations
    where needs_answer
      and is_resolved is not null
      and received_at <= resolution_told_until - interval '7' day
)
select
    period,
    series,
    cast(count(*) filter (where is_solved) as double precision) / nullif(count(*), 0) as value,
    count(*) as n
from due
group by
    period,
    series
