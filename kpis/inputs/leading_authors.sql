/*
title.en    = "Negative or sensitive mentions by leading authors"
title.fr    = "Mentions négatives ou sensibles d'auteurs de premier plan"
question.en = "Is an author of large reach involved?"
question.fr = "Un auteur de grande portée est-il en cause ?"
formula.en  = "Negative or sensitive mentions of the day by authors of more reach than the 95th percentile of the largest of each of the 56 days before (of ten days or more)"
formula.fr  = "Mentions négatives ou sensibles du jour d'auteurs de plus de portée que le 95e centile de la plus grande de chacun des 56 jours précédents (de dix jours au moins)"
unit        = "count"
better      = "context"
class       = "flow"
interval    = "none"
article     = ["S30"]
needs       = ["mentions", "past_mentions"]
history     = 56
*/
-- one row per day and series
with largest as (
    select
        periods.period,
        past_mentions.series,
        past_mentions.day,
        max(coalesce(past_mentions.author_followers, past_mentions.reach)) as reach
    from periods
    join past_mentions
      on past_mentions.day < periods.first_day
     and past_mentions.day >= periods.first_day - interval '56' day
    where past_mentions.author_key is not null
      and coalesce(past_mentions.author_followers, past_mentions.reach) is not null
    group by
        periods.period,
        past_mentions.series,
        past_mentions.day
),
thresholds as (
    select
        period,
        series,
        percentile_cont(0.95) within group (order by reach) as reach
    from largest
    group by
        period,
        series
    having count(*) >= 10
)
select
    mentions.period,
    mentions.series,
    count(*) as value,
    count(*) as n
from mentions
join thresholds
  on thresholds.period = mentions.period
 and thresholds.series = mentions.series
where (mentions.sentiment = 'negative' or mentions.is_sensitive)
  and mentions.author_key is not null
  and coalesce(mentions.author_followers, mentions.reach) > thresholds.reach
group by
    mentions.period,
    mentions.series
