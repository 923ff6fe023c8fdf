/*
title.en    = "Potential reach"
title.fr    = "Portée potentielle"
question.en = "How many people could have seen mentions of us?"
question.fr = "Combien de personnes ont pu voir les mentions de la marque ?"
formula.en  = "Sum of the largest audience of each, once in the period: of the authors on social networks, their followers, else the reach given by the tool; of the outlets (press, blogs, forums, reviews, broadcast), whoever signs, the reach given by the tool, else the followers; no multiplier; those without an audience in any export are excluded"
formula.fr  = "Somme des plus grandes audiences, une fois chacune dans la période : celle des auteurs des réseaux sociaux (abonnés, sinon la portée donnée par l'outil) et celle des médias (presse, blogs, forums, avis, audiovisuel), quel que soit le signataire (portée donnée par l'outil, sinon abonnés) ; sans multiplicateur ; ceux dont aucun export ne donne l'audience sont exclus"
unit        = "count"
better      = "higher"
class       = "distinct"
interval    = "count"
article     = ["S04", "S27"]
screen      = "visibility"
needs       = ["mentions"]
weeks       = 4
counts      = {sort = "reach"}
evidence.en = "n is the number of authors and outlets whose audience is known; every mention is listed."
evidence.fr = "n est le nombre d'auteurs et de médias dont l'audience est connue ; ce sont toutes les mentions qui sont listées."
*/
-- one row per period and series; unknown where no audience is known. n: authors and outlets whose audience is known
with heard as (
    select
        period,
        series,
        case when source_type = 'social' or source is null then author_key end as author_key,
        case
            when source_type = 'social' and author_key is not null then null
            when lower(source) like 'www.%' then substring(lower(source) from 5)
            else lower(source)
        end as outlet,
        case
            when source_type = 'social' then coalesce(author_followers, reach)
            else coalesce(reach, author_followers)
        end as audience
    from mentions
    where author_key is not null
       or source is not null
),
audiences as (
    select
        period,
        series,
        author_key,
        outlet,
        max(audience) as audience
    from heard
    group by
        period,
        series,
        author_key,
        outlet
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
