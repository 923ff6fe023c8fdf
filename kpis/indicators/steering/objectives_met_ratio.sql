/*
title.en    = "Objectives met"
title.fr    = "Objectifs atteints"
question.en = "How many of the role's objectives are met?"
question.fr = "Combien des objectifs du rôle sont atteints ?"
formula.en  = "Objectives met / objectives with a verdict (KPIs of one idea count once, by the worst; undecided ones are excluded, and shown separately)"
formula.fr  = "Objectifs atteints / objectifs avec verdict (les indicateurs d'une même idée comptent une fois, par le plus mauvais ; les indécis sont exclus, et montrés séparément)"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "none"
article     = ["S18", "S32"]
screen      = "overview"
needs       = ["verdicts"]
evidence.en = "n is the number of objectives with a verdict; the windows that the files cover are listed."
evidence.fr = "n est le nombre d'objectifs évalués ; ce sont les périodes que couvrent les fichiers qui sont listées."
parts.of = "verdicts"
parts.where = "period in (select period from periods) and status in ('met', 'near', 'behind')"
parts.numerator = "case when status = 'met' then 1 else 0 end"
parts.denominator = "1"
*/
-- one row per period and series
select
    period,
    series,
    cast(count(*) filter (where status = 'met') as double precision)
        / nullif(count(*) filter (where status in ('met', 'near', 'behind')), 0) as value,
    count(*) filter (where status in ('met', 'near', 'behind')) as n
from verdicts
group by
    period,
    series
