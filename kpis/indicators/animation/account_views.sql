/*
title.en    = "Views"
title.fr    = "Vues"
question.en = "How often is what we publish seen?"
question.fr = "Combien de fois ce que nous publions est-il vu ?"
formula.en  = "Views that our accounts' exports report, day by day, added over days and accounts; unknown where a day is lacking between the first and the last that an account reports, or where exports with and without the account's name speak of one network"
formula.fr  = "Vues indiquées par les exports de nos comptes, jour par jour, additionnées sur les jours et les comptes ; inconnu si un jour manque entre le premier et le dernier qu'un compte indique, ou si des exports avec et sans le nom du compte parlent d'un même réseau"
unit        = "count"
better      = "higher"
class       = "flow"
interval    = "none"
article     = ["S04", "S11"]
screen      = "audience"
needs       = ["account_days"]
context     = ["account_day_sums"]
absent      = "missing"
records     = "metric = 'views' and coalesce(last_day, day) = day"
parts.of = "account_days"
parts.where = "metric = 'views' and coalesce(last_day, day) = day"
parts.numerator = "value"
*/
-- one row per period and series. A day without a row is unknown, not 0
select
    period,
    series,
    case when count(*) filter (where not is_whole) = 0 then sum(value) end as value,
    sum(n) as n
from account_day_sums
where metric = 'views'
group by
    period,
    series
