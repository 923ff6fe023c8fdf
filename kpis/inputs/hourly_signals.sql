-- one row per series and local step of so many minutes with mentions: `moment`, counted from the local midnight of $since on, as the daily
-- signals count them. Mentions at midnight sharp are of exports that tell no hour: `untimed`, and of no hour
with timed as (
    select
        cast({by} as varchar) as series,
        timezone($zone, timezone('UTC', published_at)) as told_at,
        sentiment,
        is_unique,
        is_sensitive
    from mentions
    where day between $since and $until
      and {conditions}
)
select
    series,
    time_bucket(interval '{minutes} minutes', told_at) as moment,
    count(*) filter (where cast(told_at as time) = time '00:00:00') as untimed,
    count(*) filter (where cast(told_at as time) <> time '00:00:00') as mentions,
    count(*) filter (where cast(told_at as time) <> time '00:00:00' and sentiment = 'negative') as negative_mentions,
    count(*) filter (where cast(told_at as time) <> time '00:00:00' and is_unique) as "all",
    count(*) filter (where cast(told_at as time) <> time '00:00:00' and is_unique and sentiment = 'negative') as negative,
    count(*) filter (where cast(told_at as time) <> time '00:00:00' and is_unique and is_sensitive) as sensitive
from timed
group by series, moment
order by series, moment
