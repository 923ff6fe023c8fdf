/*
title.en    = "Share of search"
title.fr    = "Part de recherche"
question.en = "Of the searches for us and the others of an export, how many are for us?"
question.fr = "Des recherches qui nous visent, nous ou les autres d'un export, quelle part nous vise ?"
formula.en  = "Interest in the brand / interest in all brands of the same export and place, averaged over the days; a week counts on each of its days, “<1” as 0.5. Interest is relative to its own export: two of them are never compared, and the share is unknown where two speak of a day or a day has none"
formula.fr  = "Intérêt pour la marque / intérêt pour toutes les marques du même export et du même lieu, en moyenne sur les jours ; une semaine compte chacun de ses jours, « <1 » pour 0,5. L'intérêt est relatif à son export : deux exports ne sont jamais comparés, et la part est inconnue si deux parlent d'un même jour ou si un jour n'en a aucun"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "none"
article     = ["S22", "S16"]
screen      = "search"
family      = "voice"
needs       = ["interest"]
by          = ["brand"]
weeks       = 4
absent      = "missing"
history     = 31
evidence.en = "n is the number of days with a share; the rows of the export that speak of them are listed."
evidence.fr = "n est le nombre de jours qui ont une part ; ce sont les lignes de l'export qui en parlent qui sont listées."
*/
-- one row per period and brand of an export that compares it with another
with told as (
    select
        calendar.period,
        calendar.day,
        interest.brand,
        interest.upload_id,
        interest.part,
        coalesce(interest.geo, '') as geo,
        sum(case when interest.is_below_one then 0.5 else interest.interest end) as interest
    from interest
    join calendar
      on calendar.day >= interest.day
     and calendar.day <= coalesce(interest.last_day, interest.day)
    group by
        calendar.period,
        calendar.day,
        interest.brand,
        interest.upload_id,
        interest.part,
        coalesce(interest.geo, '')
),
everyone as (
    select
        period,
        day,
        upload_id,
        part,
        geo,
        sum(interest) as interest
    from told
    group by
        period,
        day,
        upload_id,
        part,
        geo
    having count(*) > 1
),
shares as (
    select
        told.period,
        told.day,
        told.brand,
        count(*) as exports,
        min(cast(told.interest as double precision) / nullif(everyone.interest, 0)) as share
    from told
    join everyone
      on everyone.period = told.period
     and everyone.day = told.day
     and everyone.upload_id = told.upload_id
     and everyone.part = told.part
     and everyone.geo = told.geo
    group by
        told.period,
        told.day,
        told.brand
),
dated as (
    select
        period,
        count(*) as days
    from calendar
    group by period
)
select
    shares.period,
    shares.brand as series,
    case
        when max(shares.exports) = 1
         and count(shares.share) = dated.days
            then cast(sum(shares.share) as double precision) / nullif(dated.days, 0)
    end as value,
    count(*) as n
from shares
join dated
  on dated.period = shares.period
group by
    shares.period,
    shares.brand,
    dated.days
