/*
title.en    = "Site sessions"
title.fr    = "Sessions du site"
question.en = "How many visits do our sites get?"
question.fr = "Combien de visites nos sites reçoivent-ils ?"
formula.en  = "Sessions by day that web analytics reports, added over sites; reports by page, source or country are not added to them; unknown where a day is lacking, or where exports with and without the name of the site speak of one period"
formula.fr  = "Sessions par jour indiquées par l'analyse d'audience du site ; les rapports par page, source ou pays ne s'y ajoutent pas ; inconnu si un jour manque, ou si des exports avec et sans le nom du site parlent d'une même période"
unit        = "count"
better      = "higher"
class       = "flow"
interval    = "none"
article     = ["S28"]
screen      = "impact"
needs       = ["web"]
absent      = "missing"
records     = "dimension = 'day' and metric = 'sessions' and coalesce(last_day, day) = day"
*/
-- one row per period and series. A day without a row is unknown, not 0
with told as (
    select
        period,
        series,
        coalesce(site, '') as site,
        count(*) as n,
        count(distinct day) as days,
        max(day) as last_told,
        sum(value) as value
    from web
    where dimension = 'day'
      and metric = 'sessions'
      and coalesce(last_day, day) = day
    group by
        period,
        series,
        coalesce(site, '')
),
checked as (
    select
        told.period,
        told.series,
        told.site,
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
        told.site,
        told.n,
        told.days,
        told.value
)
select
    period,
    series,
    case
        when count(*) filter (where not is_whole) = 0
            and (count(*) = 1 or min(site) <> '')
            then sum(value)
    end as value,
    sum(n) as n
from checked
group by
    period,
    series
