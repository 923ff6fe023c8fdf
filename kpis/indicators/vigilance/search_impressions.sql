/*
title.en    = "Impressions in search"
title.fr    = "Impressions dans la recherche"
question.en = "How often are our pages shown in search results?"
question.fr = "Combien de fois nos pages apparaissent-elles dans les résultats de recherche ?"
formula.en  = "Times that our pages were shown in search results, by day, as the search console reports them (days of the Pacific time zone); lists of queries, pages or countries are not added to them; unknown where a day is lacking"
formula.fr  = "Affichages de nos pages dans les résultats de recherche, par jour, tels que la console de recherche les indique (jours du fuseau du Pacifique) ; les listes de requêtes, de pages ou de pays ne s'y ajoutent pas ; inconnu si un jour manque"
unit        = "count"
better      = "higher"
class       = "flow"
interval    = "none"
article     = ["S22"]
screen      = "search"
needs       = ["search"]
absent      = "missing"
records     = "dimension = 'day' and impressions is not null and coalesce(last_day, day) = day"
parts.of = "search"
parts.where = "dimension = 'day' and impressions is not null and coalesce(last_day, day) = day"
parts.numerator = "impressions"
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
        sum(impressions) as value
    from search
    where dimension = 'day'
      and impressions is not null
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
