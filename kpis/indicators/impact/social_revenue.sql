/*
title.en    = "Attributed revenue"
title.fr    = "CA attribué au social"
question.en = "How much revenue is attributed to social networks?"
question.fr = "Quel chiffre d'affaires attribue-t-on aux réseaux sociaux ?"
formula.en  = "Declared revenue of social sources, paid ones included, over the rows entirely within the period, signed; amounts without a currency are in euros; unknown with two currencies or two attribution models, or with a currency other than the euro"
formula.fr  = "CA déclaré des sources sociales, payantes comprises, sur les lignes entièrement dans la période, signé ; un montant sans devise est en euros ; inconnu avec deux devises ou deux modèles d'attribution, ou une devise autre que l'euro"
unit        = "euros"
better      = "higher"
class       = "flow"
interval    = "none"
article     = ["S28"]
screen      = "impact"
needs       = ["business"]
context     = ["business_in_periods"]
absent      = "missing"
history     = 366
bounds      = [-inf, inf]
records     = "is_social and revenue is not null"
parts.of = "business_in_periods"
parts.where = "measure = 'revenue' and is_social"
parts.numerator = "revenue"
*/
-- one row per period and series; a row counts in the period that contains all its days. Unknown where a row crosses a
-- bound of the period and no shorter rows report its days: a month cannot be split into weeks
select
    period,
    series,
    case
        when count(*) filter (where is_cut) = 0
         and count(distinct coalesce(model, '')) filter (where is_social) <= 1
         and count(*) filter (
             where is_social
               and lower(coalesce(currency, 'eur')) not in ('eur', 'euro', 'euros', '€')
         ) = 0
            then coalesce(sum(revenue) filter (where is_social), 0)
    end as value,
    count(*) filter (where is_social) as n,
    min(currency) filter (where is_social) as currency,
    max(currency) filter (where is_social) as other_currency,
    min(model) filter (where is_social) as model,
    max(model) filter (where is_social) as other_model
from business_in_periods
where measure = 'revenue'
group by
    period,
    series
