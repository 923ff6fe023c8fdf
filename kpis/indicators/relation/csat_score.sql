/*
title.en    = "Customer satisfaction (CSAT)"
title.fr    = "Satisfaction client (CSAT)"
question.en = "How many of those we helped are satisfied?"
question.fr = "Quelle part de ceux que nous avons aidés est satisfaite ?"
formula.en  = "Answers of 4 or 5 / answers, on the scale from 1 to 5"
formula.fr  = "Réponses de 4 ou 5 / réponses, sur l'échelle de 1 à 5"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "wilson"
article     = ["S29"]
screen      = "relation"
needs       = ["surveys"]
weeks       = 4
records     = "kind = 'csat' and score between 1 and 5"
weight      = "coalesce(answers, 1)"
parts.of = "surveys"
parts.where = "kind = 'csat' and score between 1 and 5"
parts.numerator = "case when score >= 4 then coalesce(answers, 1) else 0 end"
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
    where kind = 'csat'
      and score between 1 and 5
)
select
    period,
    series,
    cast(coalesce(sum(answers) filter (where score >= 4), 0) as double precision) / nullif(sum(answers), 0) as value,
    sum(answers) as n
from told
group by
    period,
    series
