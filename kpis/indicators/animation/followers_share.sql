/*
title.en    = "Audience share"
title.fr    = "Part d'audience"
question.en = "Of all who follow us or our competitors, how many follow us?"
question.fr = "De tous ceux qui nous suivent, nous ou nos concurrents, combien nous suivent ?"
formula.en  = "Followers of the brand / followers of our brands and declared competitors (of all loaded brands while none is declared), last counts at most 7 days old, on the networks where each of them has counts; unknown where one of these lacks a recent count"
formula.fr  = "Abonnés de la marque / abonnés de nos marques et des concurrents déclarés (de toutes les marques importées tant qu'aucun ne l'est), derniers relevés de 7 jours au plus, sur les réseaux où toutes ont un relevé ; inconnu si un relevé récent y manque"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "none"
article     = ["S16"]
screen      = "audience"
needs       = ["followers"]
context     = ["follower_counts"]
by          = ["brand"]
weeks       = 4
across      = true
history     = 35
evidence.en = "n is the number of followers of all the brands compared; the counts that it adds up are listed."
evidence.fr = "n est le nombre d'abonnés de toutes les marques comparées ; ce sont les relevés qu'il additionne qui sont listés."
parts.of = "follower_counts"
parts.where = "last_counted_on > as_of - interval '35' day and not is_closed and channel in (select channel from follower_counts where last_counted_on > as_of - interval '35' day and not is_closed group by channel having count(distinct brand) = (select count(*) from voices))"
parts.numerator = "case when brand = $brand then last_count else 0 end"
parts.denominator = "last_count"
*/
-- one row per period and brand compared; unknown when an account on a compared network has no recent count
with seen as (
    select *
    from follower_counts
    where last_counted_on > as_of - interval '35' day
      and not is_closed
),
shared as (
    -- networks on which the followers of every brand are counted
    select
        period,
        channel
    from seen
    group by
        period,
        channel
    having count(distinct brand) = (select count(*) from voices)
),
audiences as (
    select
        seen.period,
        seen.brand,
        case
            when min(seen.last_counted_on) >= seen.as_of - interval '7' day then sum(seen.last_count)
        end as followers
    from seen
    join shared
      on shared.period = seen.period
     and shared.channel = seen.channel
    group by
        seen.period,
        seen.as_of,
        seen.brand
),
everyone as (
    select
        period,
        case when count(*) = count(followers) then sum(followers) end as followers
    from audiences
    group by period
)
select
    audiences.period,
    audiences.brand as series,
    cast(audiences.followers as double precision) / nullif(everyone.followers, 0) as value,
    everyone.followers as n
from audiences
join everyone
  on everyone.period = audiences.period
