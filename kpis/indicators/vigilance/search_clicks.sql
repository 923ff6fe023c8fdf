/*
title.en    = "Clicks from search"
title.fr    = "Clics depuis la recherche"
question.en = "How many people come to our sites from search results?"
question.fr = "Combien de personnes arrivent sur nos sites depuis les résultats de recherche ?"
formula.en  = "Clicks on our pages in search results, by day, as the search console reports them (days of the Pacific time zone), Discover and News apart; lists of queries, pages or countries are not added to them; unknown where a day is lacking, or where exports with and without the name of the site speak of one period"
formula.fr  = "Clics sur nos pages dans les résultats de recherche, par jour, tels que la console de recherche les indique (jours du fuseau du Pacifique), hors Discover et Actualités ; les listes de requêtes, de pages ou de pays ne s'y ajoutent pas ; inconnu si un jour manque, ou si des exports avec et sans le nom du site parlent d'une même période"
unit        = "count"
better      = "higher"
class       = "flow"
interval    = "none"
article     = ["S22"]
screen      = "search"
needs       = ["search"]
context     = ["search_day_sums"]
absent      = "missing"
records     = "dimension = 'day' and clicks is not null and coalesce(last_day, day) = day and coalesce(engine, '') not in ('Google Discover', 'Google News', 'Google Discover or News')"
parts.of = "search"
parts.where = "dimension = 'day' and clicks is not null and coalesce(last_day, day) = day and coalesce(engine, '') not in ('Google Discover', 'Google News', 'Google Discover or News')"
parts.numerator = "clicks"
*/
-- one row per period and series. A day without a row is unknown, not 0
select
    period,
    series,
    case when count(*) filter (where not is_whole) = 0 then sum(clicks) end as value,
    sum(clicks_n) as n
from search_day_sums
where clicks_n > 0
group by
    period,
    series
