/*
title.en    = "Profile visits"
title.fr    = "Visites de nos profils"
question.en = "How many people look at our profiles and pages?"
question.fr = "Combien de visites nos profils et nos pages reçoivent-ils ?"
formula.en  = "Visits to our profiles and pages that our accounts' exports report, day by day, added over days and accounts; unknown where a day is lacking between the first and the last that an account reports"
formula.fr  = "Visites de nos profils et de nos pages indiquées par les exports de nos comptes, jour par jour, additionnées sur les jours et les comptes ; inconnu si un jour manque entre le premier et le dernier qu'un compte indique"
unit        = "count"
better      = "higher"
class       = "flow"
interval    = "none"
article     = ["S04", "S13"]
screen      = "audience"
needs       = ["account_days"]
absent      = "missing"
records     = "metric = 'profile_visits' and coalesce(last_day, day) = day"
parts.of = "account_days"
parts.where = "metric = 'profile_visits' and coalesce(last_day, day) = day"
parts.numerator = "value"
*/
-- one row per period and series. A day without a row is unknown, not 0: a sum over an account's days with a hole in them
-- is no figure of the period
with told as (
    select
        period,
        series,
        channel,
        coalesce(account, '') as account,
        count(*) as n,
        count(distinct day) as days,
        max(day) as last_told,
        sum(value) as value
    from account_days
    where metric = 'profile_visits'
      and coalesce(last_day, day) = day
    group by
        period,
        series,
        channel,
        coalesce(account, '')
),
checked as (
    select
        told.period,
        told.series,
        told.channel,
        told.account,
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
        told.channel,
        told.account,
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
