/*
title.en    = "Reports on time"
title.fr    = "Rapports remis à l'heure"
question.en = "Are our reports delivered on time?"
question.fr = "Nos rapports sont-ils remis à temps ?"
formula.en  = "Reports sent by their due time / reports due in the period; a report never sent is late"
formula.fr  = "Rapports envoyés avant l'échéance / rapports dus dans la période ; un rapport jamais envoyé est en retard"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "none"
article     = ["S12", "S31"]
screen      = "crisis"
needs       = ["reports"]
parts.of = "reports"
parts.where = "true"
parts.numerator = "case when sent_at <= due_at then 1 else 0 end"
parts.denominator = "1"
*/
-- one row per period and series
select
    period,
    series,
    cast(count(*) filter (where sent_at <= due_at) as double precision) / nullif(count(*), 0) as value,
    count(*) as n
from reports
group by
    period,
    series
