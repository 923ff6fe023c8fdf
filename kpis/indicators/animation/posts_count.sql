/*
title.en    = "Posts"
title.fr    = "Publications"
question.en = "How much do we publish?"
question.fr = "Combien publions-nous ?"
formula.en  = "Own posts published in the period, all channels; of networks and days that no export of posts covers, the number that the accounts' daily statistics give, never both; a day of which neither tells is not covered; unknown where statistics with and without the account's name speak of one network"
formula.fr  = "Publications de la marque parues dans la période, tous canaux confondus ; pour les réseaux et les jours qu'aucun export de publications ne couvre, le nombre donné par les statistiques quotidiennes des comptes, jamais les deux ; un jour que ni l'un ni l'autre ne donne n'est pas couvert ; inconnu si des statistiques avec et sans le nom du compte parlent d'un même réseau"
unit        = "count"
better      = "range"
class       = "flow"
interval    = "none"
article     = ["S11", "S13"]
screen      = "activity"
needs       = ["post_days"]
weight      = "posts"
parts.of = "post_days"
parts.where = "true"
parts.numerator = "posts"
*/
-- one row per period and series; by_day: how many of the posts are known by the accounts' daily numbers alone
with accounts as (
    select
        period,
        series,
        channel,
        coalesce(account, '') as account,
        sum(posts) as posts
    from post_days
    where not is_listed
    group by
        period,
        series,
        channel,
        coalesce(account, '')
),
mixed as (
    -- one export names the account of the network and another does not: they may be the same
    select
        period,
        series,
        channel
    from accounts
    group by
        period,
        series,
        channel
    having min(account) = ''
       and max(account) <> ''
),
unknown as (
    select
        period,
        series,
        count(*) as networks
    from mixed
    group by
        period,
        series
)
select
    post_days.period,
    post_days.series,
    case when count(unknown.networks) = 0 then sum(post_days.posts) end as value,
    sum(post_days.posts) as n,
    sum(post_days.posts) filter (where not post_days.is_listed) as by_day
from post_days
left join unknown
  on unknown.period = post_days.period
 and unknown.series = post_days.series
group by
    post_days.period,
    post_days.series
