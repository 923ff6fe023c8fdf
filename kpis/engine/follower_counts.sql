-- one row per period and account that was counted in the period or in the five weeks before, with two of its counts:
-- the first, which is the last of the 7 days before the period (null: there is none), and the last; declared: whether it
-- was opened in the period (it then has no first count), and whether it was closed before the end of it
with observed as (
    select
        periods.period,
        periods.first_day as begins,
        periods.as_of,
        followers.series,
        followers.brand,
        followers.channel,
        followers.account,
        followers.opened_on,
        followers.closed_on,
        max(followers.day) filter (where followers.day < periods.first_day) as eve,
        max(followers.day) as last_counted_on
    from periods
    join followers
      on followers.day <= periods.as_of
     and followers.day > periods.first_day - interval '35' day
    where followers.followers is not null
    group by
        periods.period,
        periods.first_day,
        periods.as_of,
        followers.series,
        followers.brand,
        followers.channel,
        followers.account,
        followers.opened_on,
        followers.closed_on
)
select
    observed.period,
    observed.begins,
    observed.as_of,
    observed.series,
    observed.brand,
    observed.channel,
    observed.account,
    before.day as first_counted_on,
    before.followers as first_count,
    observed.last_counted_on,
    after.followers as last_count,
    coalesce(observed.opened_on >= observed.begins, false) as is_opened,
    coalesce(observed.closed_on < observed.as_of, false) as is_closed
from observed
left join followers as before
  on before.day = observed.eve
 and before.day >= observed.begins - interval '7' day
 and before.brand = observed.brand
 and before.channel = observed.channel
 and before.account = observed.account
join followers as after
  on after.day = observed.last_counted_on
 and after.brand = observed.brand
 and after.channel = observed.channel
 and after.account = observed.account
