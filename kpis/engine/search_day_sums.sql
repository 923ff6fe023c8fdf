-- one row per period, series, site and engine of the days that search consoles report one by one: clicks, impressions and
-- their rows. is_whole: false where a day is lacking between the first day of the period and the last that is reported, or
-- where one export names its site and another does not: they may be the same, and are never added. What is shown elsewhere
-- than in search results (Discover, News) is not counted
with told as (
    select
        period,
        series,
        coalesce(site, '') as site,
        coalesce(engine, '') as engine,
        count(*) as n,
        count(clicks) as clicks_n,
        count(impressions) as impressions_n,
        count(distinct day) as days,
        max(day) as last_told,
        sum(clicks) as clicks,
        sum(impressions) as impressions
    from search
    where dimension = 'day'
      and coalesce(last_day, day) = day
      and coalesce(engine, '') not in ('Google Discover', 'Google News', 'Google Discover or News')
    group by
        period,
        series,
        coalesce(site, ''),
        coalesce(engine, '')
),
named as (
    select
        period,
        series,
        min(site) = '' and max(site) <> '' as is_mixed
    from told
    group by
        period,
        series
)
select
    told.period,
    told.series,
    told.site,
    told.engine,
    told.clicks,
    told.impressions,
    told.clicks_n,
    told.impressions_n,
    told.days = count(*)
        and not named.is_mixed
        and told.clicks_n in (0, told.n)
        and told.impressions_n in (0, told.n) as is_whole
from told
join named
  on named.period = told.period
 and named.series = told.series
join calendar
  on calendar.period = told.period
 and calendar.day <= told.last_told
group by
    told.period,
    told.series,
    told.site,
    told.engine,
    named.is_mixed,
    told.n,
    told.days,
    told.clicks,
    told.impressions,
    told.clicks_n,
    told.impressions_n
