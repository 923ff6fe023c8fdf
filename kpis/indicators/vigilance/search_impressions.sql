/*
title.en    = "Impressions in search"
title.fr    = "Impressions dans la recherche"
question.en = "How often are our pages shown in search results?"
question.fr = "Combien de fois nos pages apparaissent-elles dans les résultats de recherche ?"
formula.en  = "Times that our pages were shown in search results, by day, as the search console reports them (days of the Pacific time zone), Discover and News apart; lists of queries, pages or countries are not added to them; unknown where a day is lacking, or where exports with and without the name of the site speak of one period"
formula.fr  = "Affichages de nos pages dans les résultats de recherche, par jour, tels que la console de recherche les indique (jours du fuseau du Pacifique), hors Discover et Actualités ; les listes de requêtes, de pages ou de pays ne s'y ajoutent pas ; inconnu si un jour manque, ou si des exports avec et sans le nom du site parlent d'une même période"
unit        = "count"
better      = "higher"
class       = "flow"
interval    = "none"
article     = ["S22"]
screen      = "search"
needs       = ["search"]
context     = ["search_day_sums"]
absent      = "missing"
records     = "dimension = 'day' and impressions is not null and coalesce(last_day, day) = day and coalesce(engine, '') not in ('Google Discover', 'Google News', 'Google Discover or News')"
parts.of = "search"
parts.where = "dimension = 'day' and impressions is not null and coalesce(last_day, day) = day and coalesce(engine, '') not in ('Google Discover', 'Google News', 'Google Discover or News')"
parts.numerator = "impressions"
*/
-- one row per period and series. A day without a row is unknown, not 0
select
    period,
    series,
    case when count(*) filter (where not is_whole) = 0 then sum(impressions) end as value,
    sum(impressions_n) as n
from search_day_sums
where impressions_n > 0
group by
    period,
    series
