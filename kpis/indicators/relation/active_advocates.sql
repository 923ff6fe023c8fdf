/*
title.en    = "Active advocates"
title.fr    = "Défenseurs actifs"
question.en = "How many people repeatedly speak well of us?"
question.fr = "Combien de personnes disent du bien de nous, à plusieurs reprises ?"
formula.en  = "Authors with at least 2 positive and no negative unique mentions in the 30 days up to the end of the period, other than the brand's own accounts; unknown where fewer than 27 of these days are covered"
formula.fr  = "Auteurs d'au moins 2 mentions uniques positives et d'aucune négative dans les 30 jours jusqu'à la fin de la période, hors comptes de la marque ; inconnu si moins de 27 de ces jours sont couverts"
unit        = "count"
better      = "higher"
class       = "distinct"
interval    = "count"
article     = ["S15"]
screen      = "relation"
needs       = ["past_mentions"]
context     = ["source_days"]
by          = ["brand"]
weeks       = 4
absent      = "missing"
history     = 36
counts      = {share = "unique", sentiment = ["positive"], has = ["other_voice"]}
looks_back  = 30
evidence.en = "n is the number of authors of these 30 days; their positive mentions are listed."
evidence.fr = "n est le nombre d'auteurs de ces 30 jours ; ce sont leurs mentions positives qui sont listées."
*/
-- one row per period and brand; unknown where no mention has a sentiment, or none an author, the brand's own included:
-- they tell what the exports report
with looked_back as (
    select
        periods.period,
        periods.as_of,
        source_days.brand,
        count(distinct source_days.day)
            - count(distinct source_days.day) filter (where not source_days.is_covered) as covered
    from periods
    join source_days
      on source_days.day <= periods.as_of
     and source_days.day > periods.as_of - interval '30' day
    where source_days.table_name = 'mentions'
    group by
        periods.period,
        periods.as_of,
        source_days.brand
),
authors as (
    select
        looked_back.period,
        looked_back.brand,
        looked_back.covered,
        past_mentions.author_key,
        count(past_mentions.day) as mentions,
        count(past_mentions.sentiment) as qualified,
        count(*) filter (where not past_mentions.is_own) as by_others,
        count(*) filter (where past_mentions.sentiment = 'positive' and not past_mentions.is_own) as positive,
        count(*) filter (where past_mentions.sentiment = 'negative') as negative
    from looked_back
    left join past_mentions
      on past_mentions.brand = looked_back.brand
     and past_mentions.day <= looked_back.as_of
     and past_mentions.day > looked_back.as_of - interval '30' day
     and past_mentions.is_unique
    group by
        looked_back.period,
        looked_back.brand,
        looked_back.covered,
        past_mentions.author_key
)
select
    period,
    brand as series,
    case
        when min(covered) < 27 then null
        when sum(mentions) > 0 and (sum(qualified) = 0 or count(author_key) = 0) then null
        else count(author_key) filter (where positive >= 2 and negative = 0)
    end as value,
    count(author_key) filter (where by_others > 0) as n
from authors
group by
    period,
    brand
