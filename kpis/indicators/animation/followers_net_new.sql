/*
title.en    = "Net new followers"
title.fr    = "Abonnés nets gagnés"
question.en = "How many followers did we gain, net of losses?"
question.fr = "Combien d'abonnés avons-nous gagnés, pertes déduites ?"
formula.en  = "Sum over accounts of the last count of the period minus the last count before it (both observed, at most 7 days from its ends); an account that was declared opened in the period starts at 0, one declared closed is left out"
formula.fr  = "Somme, sur les comptes, du dernier nombre relevé dans la période moins le dernier relevé avant elle (relevés à 7 jours au plus de ses bornes) ; un compte déclaré ouvert dans la période part de 0, un compte déclaré fermé est laissé de côté"
unit        = "count"
better      = "higher"
class       = "flow"
interval    = "none"
article     = ["S27"]
screen      = "audience"
family      = "followers"
needs       = ["followers"]
context     = ["follower_counts"]
absent      = "missing"
history     = 35
bounds      = [-inf, inf]
evidence.en = "n is the number of accounts; their follower counts are listed."
evidence.fr = "n est le nombre de comptes ; ce sont leurs relevés d'abonnés qui sont listés."
parts.of = "follower_counts"
parts.where = "not is_closed"
parts.numerator = "last_count - case when is_opened then 0 else first_count end"
*/
-- one row per period and series; unknown when an account has no count shortly before the period, or none in it
select
    period,
    series,
    case
        when count(*) = count(case when is_opened then 0 else first_count end)
         and min(last_counted_on) >= begins
         and min(last_counted_on) >= as_of - interval '7' day
            then sum(last_count - case when is_opened then 0 else first_count end)
    end as value,
    count(*) as n
from follower_counts
where not is_closed
group by
    period,
    begins,
    as_of,
    series
