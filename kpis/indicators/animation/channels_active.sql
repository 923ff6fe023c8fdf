/*
title.en    = "Active channels"
title.fr    = "Canaux actifs"
question.en = "On how many networks are we active?"
question.fr = "Sur combien de réseaux sommes-nous actifs ?"
formula.en  = "Networks with a follower count at most 7 days old and at least one post (listed, or told by the account's daily statistics) or mention in the period, but for accounts that were declared closed; unknown where no export contains posts, their daily number or mentions"
formula.fr  = "Réseaux dont le relevé d'abonnés a 7 jours au plus et qui comptent au moins une publication (listée, ou donnée par les statistiques quotidiennes du compte) ou mention dans la période, hors comptes déclarés fermés ; inconnu si aucun export ne contient de publications, leur nombre par jour ou des mentions"
unit        = "count"
better      = "range"
class       = "distinct"
interval    = "none"
article     = ["S04", "S13"]
screen      = "audience"
needs       = ["followers"]
context     = ["mention_days", "post_days", "source_days"]
by          = ["brand"]
absent      = "missing"
history     = 7
evidence.en = "n is the number of networks with a recent follower count; these counts and the posts are listed."
evidence.fr = "n est le nombre de réseaux dont le nombre d'abonnés est récent ; ce sont ces relevés et les publications qui sont listés."
*/
-- one row per period and brand
with counted as (
    select
        periods.period,
        followers.series,
        followers.channel
    from periods
    join followers
      on followers.day <= periods.as_of
     and followers.day >= periods.as_of - interval '7' day
    where followers.followers is not null
      and (followers.closed_on is null or followers.closed_on >= periods.as_of)
    group by
        periods.period,
        followers.series,
        followers.channel
),
lively as (
    select
        period,
        series,
        channel
    from mention_days
    where mentions > 0
    union
    select
        period,
        series,
        channel
    from post_days
    where posts > 0
),
told as (
    -- brands of which posts, their daily number or mentions are told in the period
    select
        periods.period,
        source_days.brand as series
    from periods
    join source_days
      on source_days.day between periods.first_day and periods.as_of
    where source_days.table_name in ('posts', 'mentions')
      and source_days.is_covered
    group by
        periods.period,
        source_days.brand
    union
    select
        period,
        series
    from post_days
)
select
    counted.period,
    counted.series,
    count(lively.channel) as value,
    count(*) as n
from counted
join told
  on told.period = counted.period
 and told.series = counted.series
left join lively
  on lively.period = counted.period
 and lively.series = counted.series
 and lively.channel = counted.channel
group by
    counted.period,
    counted.series
