/*
title.en    = "Followers"
title.fr    = "Abonnés"
question.en = "How many people follow us, all accounts together?"
question.fr = "Combien de personnes nous suivent, tous comptes confondus ?"
formula.en  = "Sum over accounts of the last count observed, at most 7 days old (not deduplicated between networks; accounts that were declared closed no longer count)"
formula.fr  = "Somme, sur les comptes, du dernier nombre relevé, vieux de 7 jours au plus (non dédupliqué entre réseaux ; les comptes déclarés fermés ne comptent plus)"
unit        = "count"
better      = "higher"
class       = "stock"
interval    = "none"
article     = ["S04", "S13", "S17"]
screen      = "audience"
family      = "followers"
needs       = ["followers"]
context     = ["follower_counts"]
history     = 35
evidence.en = "n is the number of accounts; their follower counts are listed."
evidence.fr = "n est le nombre de comptes ; ce sont leurs relevés d'abonnés qui sont listés."
parts.of = "follower_counts"
parts.where = "last_counted_on > as_of - interval '35' day and not is_closed"
parts.numerator = "last_count"
*/
-- one row per period and series; unknown when an account was counted in the last five weeks but not in the last one
select
    period,
    series,
    case
        when min(last_counted_on) >= as_of - interval '7' day then sum(last_count)
    end as value,
    count(*) as n
from follower_counts
where last_counted_on > as_of - interval '35' day
  and not is_closed
group by
    period,
    as_of,
    series
