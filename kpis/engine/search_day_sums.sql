-- one row per period, series and engine of the days that search consoles report one by one: clicks, impressions and their
-- rows. is_whole: false where a day is lacking between the first day of the period and the last that is reported. What is
-- shown elsewhere than in search results (Discover, News) is not counted
with told as (
    select
        period,
        series,
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
        coalesce(engine, '')
)
select
    told.period,
    told.series,
    told.engine,
    told.clicks,
    told.impressions,
    told.clicks_n,
    told.impressions_n,
    told.days = count(*)
        and told.clicks_n in (0, told.n)
        and told.impressions_n in (0, told.n) as is_whole
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
    told.clicks,
    told.impressions,
    told.clicks_n,
    told.impressions_n
