/*
title.en    = "Alert precision"
title.fr    = "Précision des alertes"
question.en = "How many of the alerts that we raised were justified?"
question.fr = "Combien des alertes lancées étaient fondées ?"
formula.en  = "Confirmed alerts / alerts that someone confirmed or dismissed"
formula.fr  = "Alertes confirmées / alertes que quelqu'un a confirmées ou écartées"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "wilson"
article     = ["S25"]
screen      = "crisis"
needs       = ["alerts"]
records     = "is_confirmed is not null"
parts.of = "alerts"
parts.where = "is_confirmed is not null"
parts.numerator = "case when is_confirmed then 1 else 0 end"
parts.denominator = "1"
*/
-- one row per period and series
select
    period,
    series,
    cast(count(*) filter (where is_confirmed) as double precision) / nullif(count(is_confirmed), 0) as value,
    count(is_confirmed) as n
from alerts
group by
    period,
    series
