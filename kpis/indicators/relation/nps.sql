/*
title.en    = "Net promoter score (NPS)"
title.fr    = "Recommandation nette (NPS)"
question.en = "Would people recommend us?"
question.fr = "Nous recommanderait-on ?"
formula.en  = "100 × (answers of 9 or 10 − answers of 0 to 6) / answers, on the scale from 0 to 10"
formula.fr  = "100 × (réponses de 9 ou 10 − réponses de 0 à 6) / réponses, sur l'échelle de 0 à 10"
unit        = "points"
better      = "higher"
class       = "ratio"
interval    = "net"
article     = ["S15", "S29"]
screen      = "relation"
needs       = ["surveys"]
weeks       = 4
records     = "kind = 'nps' and score between 0 and 10"
weight      = "coalesce(answers, 1)"
parts.of = "surveys"
parts.where = "kind = 'nps' and score between 0 and 10"
parts.numerator = "case when score >= 9 then 100 when score <= 6 then -100 else 0 end * coalesce(answers, 1)"
parts.denominator = "coalesce(answers, 1)"
*/
-- one row per period and series; excluded: a score outside the scale, an error of the sheet
with told as (
    select
        period,
        series,
        score,
        coalesce(answers, 1) as answers
    from surveys
    where kind = 'nps'
      and score between 0 and 10
),
counted as (
    select
        period,
        series,
        sum(answers) as n,
        coalesce(sum(answers) filter (where score >= 9), 0) as positive,
        coalesce(sum(answers) filter (where score <= 6), 0) as negative
    from told
    group by
        period,
        series
)
select
    period,
    series,
    100 * cast(positive - negative as double precision) / nullif(n, 0) as value,
    n,
    positive,
    negative
from counted
