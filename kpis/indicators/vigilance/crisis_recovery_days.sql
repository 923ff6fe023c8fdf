/*
title.en    = "Recovery days"
title.fr    = "Retour à la normale"
question.en = "How long did it take to return to normal after the peak of a crisis?"
question.fr = "Combien de temps a-t-il fallu, après le pic d'une crise, pour revenir à la normale ?"
formula.en  = "Longest of the episodes that ended in the period: days from the peak of an alert to the third day in a row with every signal of concern at z < 2; while one is not over at its end, nothing but that it lasts at least as long as so far"
formula.fr  = "Le plus long des épisodes clos dans la période : jours du pic d'une alerte au troisième jour de suite où tous les signaux préoccupants sont à z < 2 ; tant que l'un d'eux n'est pas terminé à la fin, on sait seulement qu'il dure au moins autant que jusque-là"
unit        = "days"
better      = "lower"
class       = "max"
interval    = "none"
article     = ["S06"]
screen      = "crisis"
needs       = ["watch_days"]
evidence.en = "n is the number of episodes that ended, or were not over at the end; the mentions of the period are listed."
evidence.fr = "n est le nombre d'épisodes clos, ou pas terminés à la fin ; ce sont les mentions de la période qui sont listées."
*/
-- one row per period and series; the longest is unknown while an episode lasts at the end of the period: `least`, what it
-- cannot be under. n: episodes that ended, and the one that lasts
with lengths as (
    select
        period,
        series,
        max(case when signal = 'recovery' then observed end) as ended_after,
        count(case when signal = 'recovery' then 1 end) as ended,
        max(case when signal = 'recovering' then day end) as lasts_on,
        max(case when signal = 'crisis' then day end) as last_day
    from watch_days
    where signal in ('recovery', 'recovering', 'crisis')
    group by
        period,
        series
),
so_far as (
    select
        lengths.period,
        lengths.series,
        lengths.ended_after,
        lengths.ended,
        watch_days.observed as lasts_for
    from lengths
    left join watch_days
      on watch_days.period = lengths.period
     and watch_days.series = lengths.series
     and watch_days.day = lengths.lasts_on
     and watch_days.signal = 'recovering'
     and lengths.lasts_on = lengths.last_day
)
select
    period,
    series,
    case when lasts_for is null then ended_after end as value,
    ended + case when lasts_for is null then 0 else 1 end as n,
    case when lasts_for is not null then cast(ended as double precision) / nullif(ended + 1, 0) end as ended,
    case when lasts_for is not null then greatest(lasts_for, coalesce(ended_after, 0)) end as least
from so_far
