/*
title.en  = "TikTok Studio follower history"
title.fr  = "TikTok Studio, historique des abonnés"
tool      = "TikTok Studio"
signature = ["Date", "Followers", "Difference in followers from previous day"]
dates     = "iso"
account   = "own"
asks      = ["export_date"]
*/
-- one row per day, oldest first; the dates bear no year, so that years are counted back from the day of the export
with dated as (
    select
        record,
        "Followers" as followers,
        -- 2000 is a leap year: it can hold every day and month
        try_strptime('2000 ' || cell("Date"), ['%Y %B %d', '%Y %d %B']) as day_of_year,
        "Date" as written
    from upload
),
turned as (
    select
        *,
        coalesce(day_of_year > lead(day_of_year) over (order by record), false) as year_ends
    from dated
),
counted as (
    select
        *,
        coalesce(sum(cast(year_ends as integer)) over (order by record desc), 0) as years_before_last,
        last_value(day_of_year) over (order by record rows between unbounded preceding and unbounded following) as last_day
    from turned
)
select
    record,
    case
        when day_of_year is null then written
        else
            cast(
                year(cast(given.export_date as date))
                - case when strftime(last_day, '%m%d') > strftime(cast(given.export_date as date), '%m%d') then 1 else 0 end
                - years_before_last
                as integer
            )
            || '-' || strftime(day_of_year, '%m-%d')
    end as day,
    null as brand,
    'tiktok' as channel,
    followers as followers
from counted
cross join given
