/*
title.en    = "Objectives met"
title.fr    = "Objectifs tenus"
question.en = "How many of the role's objectives are met?"
question.fr = "Combien des objectifs de la fonction sont tenus ?"
formula.en  = "Objectives met / objectives with a verdict (undecided ones are left out, and shown apart)"
formula.fr  = "Objectifs atteints / objectifs jugés (les indécis sont écartés, et montrés à part)"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "none"
article     = ["S18", "S32"]
screen      = "overview"
needs       = ["verdicts"]
evidence.en = "n is the number of objectives with a verdict; the windows that the files cover are listed."
evidence.fr = "n est le nombre d'objectifs évalués ; ce sont les périodes que couvrent les fichiers qui sont listées."
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
