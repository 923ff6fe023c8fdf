/*
title.en    = "Review response rate"
title.fr    = "Taux de réponse aux avis"
question.en = "How many of the reviews that customers write do we answer?"
question.fr = "À quelle part des avis de nos clients répondons-nous ?"
formula.en  = "Reviews answered / reviews whose export tells whether there was an answer; a review of which it does not tell is unknown and no silence. Reviews of the brand's own and of employees are excluded. An answer that came after the export is seen in a later one"
formula.fr  = "Avis ayant reçu une réponse / avis dont l'export dit s'il y en a eu une ; un avis dont il ne le dit pas est inconnu, et non sans réponse. Les avis de la marque elle-même et ceux des salariés sont exclus. Une réponse donnée après l'export se voit dans un export ultérieur"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "wilson"
article     = ["S08", "S29"]
screen      = "reviews"
needs       = ["mentions"]
counts      = {has = ["customer_review", "other_voice", "answer_told"]}
numerator   = {has = ["customer_review", "other_voice", "answer_told", "answered"]}
parts.of = "mentions"
parts.where = "rating is not null and coalesce(work, '') <> 'site' and not is_own and is_answered is not null"
parts.numerator = "case when is_answered then 1 else 0 end"
parts.denominator = "1"
*/
-- one row per period and series
select
    period,
    series,
    cast(count(*) filter (where is_answered) as double precision) / nullif(count(is_answered), 0) as value,
    count(is_answered) as n
from mentions
where rating is not null
  and coalesce(work, '') <> 'site'
  and not is_own
group by
    period,
    series
