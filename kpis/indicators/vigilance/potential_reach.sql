/*
title.en    = "Potential reach"
title.fr    = "Portée potentielle"
question.en = "How many people could have seen mentions of us?"
question.fr = "Combien de personnes ont pu voir les mentions de la marque ?"
formula.en  = "Sum over authors (outlets, where no author is named) of their largest audience, once each: followers, else the reach given by the tool; no multiplier; those without an audience in any export are excluded"
formula.fr  = "Somme sur les auteurs (les titres, faute d'auteur) de leur plus grande audience, une fois chacun : abonnés, sinon la portée donnée par l'outil ; sans multiplicateur ; ceux dont aucun export ne donne l'audience sont exclus"
unit        = "count"
better      = "higher"
class       = "distinct"
interval    = "none"
article     = ["S04", "S27"]
screen      = "visibility"
needs       = ["mentions"]
weeks       = 4
counts      = {sort = "reach"}
evidence.en = "n is the number of authors and outlets whose audience is known; every mention is listed."
evidence.fr = "n est le nombre d'auteurs et de médias dont l'audience est connue ; ce sont toutes les mentions qui sont listées."
*/
-- one row per period and series; unknown where no audience is known. n: authors and outlets whose audience is known
with audiences as (
    select
        period,
        series,
        author_key,
        case when author_key is null then source end as outlet,
        max(coalesce(author_followers, reach)) as audience
    from mentions
    where author_key is not null
       or source is not null
    group by
        period,
        series,
        author_key,
        case when author_key is null then source end
)
select
    period,
    series,
    sum(audience) as value,
    count(audience) as n
from audiences
group by
    period,
    series
