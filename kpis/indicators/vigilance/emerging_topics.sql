/*
title.en    = "Emerging topics"
title.fr    = "Sujets émergents"
question.en = "How many words does the week use far more than the eight weeks before it?"
question.fr = "Combien de mots la semaine emploie-t-elle bien plus que les huit précédentes ?"
formula.en  = "Words that the unique mentions of at least 5 authors use in a week, 1.5 times what the eight weeks before led to expect, and that stand out among all the words of the week (false discoveries kept under 5 %); unknown under four covered weeks of history"
formula.fr  = "Mots employés dans une semaine par les mentions uniques d'au moins 5 auteurs, 1,5 fois ce que les huit semaines précédentes laissaient attendre, et qui se détachent parmi tous les mots de la semaine (moins de 5 % de fausses découvertes) ; inconnu sous quatre semaines d'historique couvertes"
unit        = "count"
better      = "context"
class       = "flow"
interval    = "count"
article     = ["S31"]
screen      = "visibility"
needs       = ["term_weeks"]
absent      = "missing"
counts      = {share = "unique"}
evidence.en = "Weeks that could not be evaluated are listed too; n counts the unique mentions of those that could."
evidence.fr = "Les semaines qui n'ont pas pu être évaluées sont listées aussi ; n compte les retombées uniques de celles qui l'ont été."
parts.of = "term_weeks"
parts.where = "term is not null"
parts.numerator = "1"
*/
-- one row per period and series; a word counts in each week in which it emerges; unknown where texts were deleted
select
    period,
    series,
    case when count(deleted) = 0 then count(term) end as value,
    case when count(deleted) = 0 then sum(case when term is null then observed end) end as n,
    max(deleted) as texts_deleted
from term_weeks
group by
    period,
    series
