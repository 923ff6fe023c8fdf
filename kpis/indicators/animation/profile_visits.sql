/*
title.en    = "Profile visits"
title.fr    = "Visites de nos profils"
question.en = "How many people look at our profiles and pages?"
question.fr = "Combien de visites nos profils et nos pages reçoivent-ils ?"
formula.en  = "Visits to our profiles and pages that our accounts' exports report, day by day, added over days and accounts; unknown where a day is lacking between the first and the last that an account reports, or where exports with and without the account's name speak of one network"
formula.fr  = "Visites de nos profils et de nos pages indiquées par les exports de nos comptes, jour par jour, additionnées sur les jours et les comptes ; inconnu si un jour manque entre le premier et le dernier qu'un compte indique, ou si des exports avec et sans le nom du compte parlent d'un même réseau"
unit        = "count"
better      = "higher"
class       = "flow"
interval    = "none"
article     = ["S04", "S13"]
screen      = "audience"
needs       = ["account_days"]
context     = ["account_day_sums"]
absent      = "missing"
records     = "metric = 'profile_visits' and coalesce(last_day, day) = day"
parts.of = "account_days"
parts.where = "metric = 'profile_visits' and coalesce(last_day, day) = day"
parts.numerator = "value"
*/
-- one row per period and series. A day without a row is unknown, not 0
select
    period,
    series,
    case when count(*) filter (where not is_whole) = 0 then sum(value) end as value,
    sum(n) as n
from account_day_sums
where metric = 'profile_visits'
group by
    period,
    series
