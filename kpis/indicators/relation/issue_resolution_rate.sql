/*
title.en    = "Issue resolution rate"
title.fr    = "Taux de résolution"
question.en = "How many of the problems reported to us do we solve?"
question.fr = "Quelle part des problèmes qu'on nous soumet résolvons-nous ?"
formula.en  = "Requests resolved without stated dissatisfaction / requests resolved or seven days old on the reporting day (today, at most 7 days after the period); those of exports that do not report resolution are excluded"
formula.fr  = "Demandes résolues sans insatisfaction exprimée / demandes résolues ou vieilles de sept jours au jour du rapport (aujourd'hui, au plus 7 jours après la période) ; celles des exports qui ne donnent pas la résolution sont exclues"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "census"
article     = ["S05"]
screen      = "relation"
needs       = ["conversations"]
access      = ["after_sales", "production"]
records     = "needs_answer and is_resolved is not null and (is_resolved or day <= $today - interval 7 day)"
*/
-- one row per period and series
with due as (
    select
        conversations.period,
        conversations.series,
        conversations.is_resolved and coalesce(conversations.is_satisfied, true) as is_solved
    from conversations
    join periods
      on periods.period = conversations.period
    where conversations.needs_answer
      and conversations.is_resolved is not null
      and (
          conversations.is_resolved
          or conversations.day <= periods.reported_on - interval '7' day
      )
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
