/*
title.en    = "Daily reach"
title.fr    = "Couverture quotidienne"
question.en = "How many people do we reach in a day?"
question.fr = "Combien de personnes touchons-nous par jour ?"
formula.en  = "Reach of each day that our accounts' exports report / days; people reached by two accounts count twice, and the reach of days is never added, since the same people come back; unknown where exports with and without the account's name speak of one network"
formula.fr  = "Couverture de chaque jour indiquée par les exports de nos comptes / jours ; une personne touchée par deux comptes compte deux fois, et la couverture des jours n'est jamais additionnée, car ce sont souvent les mêmes personnes ; inconnu si des exports avec et sans le nom du compte parlent d'un même réseau"
unit        = "count"
better      = "higher"
class       = "ratio"
interval    = "none"
article     = ["S04", "S16"]
screen      = "audience"
needs       = ["account_days"]
context     = ["account_day_sums"]
absent      = "missing"
records     = "metric = 'reach' and coalesce(last_day, day) = day"
*/
-- one row per period and series: of the days on which every account with a reach in the period reports one
with daily as (
    select
        period,
        series,
        day,
        count(*) as accounts,
        sum(value) as value
    from account_days
    where metric = 'reach'
      and coalesce(last_day, day) = day
    group by
        period,
        series,
        day
),
most as (
    select
        period,
        series,
        max(accounts) as accounts
    from daily
    group by
        period,
        series
),
mixed as (
    select
        period,
        series,
        count(*) as accounts
    from account_day_sums
    where metric = 'reach'
      and is_mixed
    group by
        period,
        series
)
select
    daily.period,
    daily.series,
    case
        when count(mixed.accounts) = 0
            then cast(sum(daily.value) filter (where daily.accounts = most.accounts) as double precision)
                / nullif(count(*) filter (where daily.accounts = most.accounts), 0)
    end as value,
    sum(daily.accounts) as n
from daily
join most
  on most.period = daily.period
 and most.series = daily.series
left join mixed
  on mixed.period = daily.period
 and mixed.series = daily.series
group by
    daily.period,
    daily.series
