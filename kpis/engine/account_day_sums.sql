-- one row per period, series, network, account and metric of the days that an account's exports report one by one.
-- is_mixed: one export names the account of the network and another does not: they may be the same, and are never added.
-- is_whole: not so, and no day is lacking between the first day of the period and the last that the account reports
with told as (
    select
        period,
        series,
        channel,
        coalesce(account, '') as account,
        metric,
        count(*) as n,
        count(distinct day) as days,
        max(day) as last_told,
        sum(value) as value
    from account_days
    where coalesce(last_day, day) = day
    group by
        period,
        series,
        channel,
        coalesce(account, ''),
        metric
),
named as (
    select
        period,
        series,
        channel,
        metric,
        min(account) = '' and max(account) <> '' as is_mixed
    from told
    group by
        period,
        series,
        channel,
        metric
)
select
    told.period,
    told.series,
    told.channel,
    told.account,
    told.metric,
    told.n,
    told.value,
    named.is_mixed,
    told.days = count(*) and not named.is_mixed as is_whole
from told
join named
  on named.period = told.period
 and named.series = told.series
 and named.channel = told.channel
 and named.metric = told.metric
join calendar
  on calendar.period = told.period
 and calendar.day <= told.last_told
group by
    told.period,
    told.series,
    told.channel,
    told.account,
    told.metric,
    told.n,
    told.days,
    told.value,
    named.is_mixed
