/*
title.en    = "Attributed revenue"
title.fr    = "CA attribué au social"
question.en = "How much revenue is put down to social networks?"
question.fr = "Quel chiffre d'affaires attribue-t-on aux réseaux sociaux ?"
formula.en  = "Declared revenue of social sources, over the rows that lie whole in the period, signed; amounts without a currency are euros; unknown where two currencies or two attribution models meet, or the currency is not the euro"
formula.fr  = "CA déclaré des sources sociales, sur les lignes contenues dans la période, signé ; un montant sans devise est en euros ; inconnu si deux devises ou deux modèles d'attribution se rencontrent, ou si la devise n'est pas l'euro"
unit        = "euros"
better      = "higher"
class       = "flow"
interval    = "none"
article     = ["S28"]
needs       = ["business"]
absent      = "missing"
history     = 366
*/
-- one row per period and series; a row counts in the period that holds all its days. Unknown where a row reaches over the end of
-- the period and no shorter ones tell its days: a month says nothing of its weeks
with inside as (
    select
        periods.period,
        periods.first_day,
        periods.as_of,
        business.*
    from periods
    join business
      on business.day >= periods.first_day
     and business.last_day <= periods.last_day
    where business.revenue is not null
),
counted as (
    -- of a month and its weeks, told of the same source, the month
    select inside.*
    from inside
    where not exists (
        select 1
        from inside as longer
        where longer.period = inside.period
          and longer.brand = inside.brand
          and coalesce(longer.channel, '') = coalesce(inside.channel, '')
          and coalesce(longer.source, '') = coalesce(inside.source, '')
          and coalesce(longer.model, '') = coalesce(inside.model, '')
          and longer.day <= inside.day
          and longer.last_day >= inside.last_day
          and longer.last_day - longer.day > inside.last_day - inside.day
    )
),
told_days as (
    select
        counted.period,
        counted.brand,
        count(distinct calendar.day) as days
    from counted
    join calendar
      on calendar.period = counted.period
     and calendar.day between counted.day and counted.last_day
    group by
        counted.period,
        counted.brand
),
cut as (
    -- brands of which a longer row tells more than the shorter ones do
    select
        periods.period,
        business.brand
    from periods
    join business
      on business.day <= periods.as_of
     and business.last_day >= periods.first_day
     and (
         business.day < periods.first_day
         or business.last_day > periods.last_day
     )
    left join told_days
      on told_days.period = periods.period
     and told_days.brand = business.brand
    where business.revenue is not null
      and coalesce(told_days.days, 0) < cast(periods.as_of as date) - cast(periods.first_day as date) + 1
    group by
        periods.period,
        business.brand
)
select
    counted.period,
    counted.series,
    case
        when count(cut.brand) = 0
         and count(distinct coalesce(counted.model, '')) filter (where counted.is_social) <= 1
         and count(*) filter (
             where counted.is_social
               and lower(coalesce(counted.currency, 'eur')) not in ('eur', 'euro', 'euros', '€')
         ) = 0
            then coalesce(sum(counted.revenue) filter (where counted.is_social), 0)
    end as value,
    count(*) filter (where counted.is_social) as n,
    min(counted.currency) filter (where counted.is_social) as currency,
    max(counted.currency) filter (where counted.is_social) as other_currency,
    min(counted.model) filter (where counted.is_social) as model,
    max(counted.model) filter (where counted.is_social) as other_model
from counted
left join cut
  on cut.period = counted.period
 and cut.brand = counted.brand
group by
    counted.period,
    counted.series
