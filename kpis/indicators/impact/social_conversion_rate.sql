/*
title.en    = "Social conversion rate"
title.fr    = "Taux de conversion social"
question.en = "How many of the visits from social networks lead to a conversion?"
question.fr = "Quelle part des visites venues des réseaux sociaux aboutit à une conversion ?"
formula.en  = "Conversions / visits, over the rows with a social source, paid ones included, that give both and are entirely within the period; never across two attribution models"
formula.fr  = "Conversions / visites, sur les lignes de source sociale, payantes comprises, qui donnent les deux et sont entièrement dans la période ; jamais sur deux modèles d'attribution"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "census"
article     = ["S28"]
screen      = "impact"
needs       = ["business"]
context     = ["business_in_periods"]
history     = 366
records     = "is_social and visits is not null and conversions is not null"
weight      = "visits"
parts.of = "business_in_periods"
parts.where = "measure = 'conversions' and is_social"
parts.numerator = "conversions"
parts.denominator = "visits"
*/
-- one row per period and series; a row counts in the period that contains all its days. Unknown where a row crosses a
-- bound of the period and no shorter rows report its days: a month cannot be split into weeks
select
    period,
    series,
    case
        when count(*) filter (where is_cut) = 0
         and count(distinct coalesce(model, '')) = 1
            then cast(sum(conversions) as double precision) / nullif(sum(visits), 0)
    end as value,
    sum(visits) as n
from business_in_periods
where measure = 'conversions'
  and is_social
group by
    period,
    series
