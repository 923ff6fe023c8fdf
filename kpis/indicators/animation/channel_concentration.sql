/*
title.en    = "Top-channel share"
title.fr    = "Poids du premier canal"
question.en = "How much of our audience depends on a single network?"
question.fr = "Quelle part de notre audience dépend d'un seul réseau ?"
formula.en  = "Followers of the largest network / followers of all networks, last counts at most 7 days old (not deduplicated)"
formula.fr  = "Abonnés du réseau qui en a le plus / abonnés de tous les réseaux, derniers relevés de 7 jours au plus (non dédupliqués)"
unit        = "percent"
better      = "lower"
class       = "ratio"
interval    = "none"
article     = ["S04", "S13"]
screen      = "audience"
needs       = ["followers"]
context     = ["follower_counts"]
by          = ["brand"]
history     = 35
evidence.en = "n is the number of networks; the follower counts of their accounts are listed."
evidence.fr = "n est le nombre de réseaux ; ce sont les relevés d'abonnés de leurs comptes qui sont listés."
*/
-- one row per period and brand; unknown when an account has no recent count
with channels as (
    select
        period,
        series,
        channel,
        case
            when min(last_counted_on) >= as_of - interval '7' day then sum(last_count)
        end as followers
    from follower_counts
    where last_counted_on > as_of - interval '35' day
      and not is_closed
    group by
        period,
        as_of,
        series,
        channel
)
select
    period,
    series,
    case
        when count(*) = count(followers) then cast(max(followers) as double precision) / nullif(sum(followers), 0)
    end as value,
    count(*) as n
from channels
group by
    period,
    series
