/*
title.en    = "Clicks from search"
title.fr    = "Clics depuis la recherche"
question.en = "How many people come to our sites from search results?"
question.fr = "Combien de personnes arrivent sur nos sites depuis les résultats de recherche ?"
formula.en  = "Clicks on our pages in search results, by day, as the search console reports them (days of the Pacific time zone); lists of queries, pages or countries are not added to them; unknown where a day is lacking"
formula.fr  = "Clics sur nos pages dans les résultats de recherche, par jour, tels que la console de recherche les indique (jours du fuseau du Pacifique) ; les listes de requêtes, de pages ou de pays ne s'y ajoutent pas ; inconnu si un jour manque"
unit        = "count"
better      = "higher"
class       = "flow"
interval    = "none"
article     = ["S22"]
screen      = "search"
needs       = ["search"]
absent      = "missing"
records     = "dimension = 'day' and clicks is not null and coalesce(last_day, day) = day"
parts.of = "search"
parts.where = "dimension = 'day' and clicks is not null and coalesce(last_day, day) = day"
parts.numerator = "clicks"
*/
-- one row per period and series. A day without a row is unknown, not 0
with told as (
    select
        period,
        series,
        engine,
        count(*) as n,
        count(distinct day) as days,
        max(day) as last_told,
        sum(clicks) as value
    from search
    where dimension = 'day'
      and clicks is not null
      and coalesce(last_day, day) = day
    group by
        period,
        series,
        engine
),
checked as (
    select
        told.period,
        told.series,
        told.engine,
        told.n,
        told.value,
        told.days = count(*) as is_whole
    from told
    join calendar
      on calendar.period = told.period
     and calendar.day <= told.last_told
    group by
        told.period,
        told.series,
        told.engine,
        told.n,
        told.days,
        told.value
)
select
    period,
    series,
    case when count(*) filter (where not is_whole) = 0 then sum(value) end as value,
    sum(n) as n
from checked
group by
    period,
    series
