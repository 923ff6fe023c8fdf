/*
title.en    = "Words of the week"
title.fr    = "Mots de la semaine"
question.en = "Which words the mentions of a week use"
question.fr = "Quels mots emploient les mentions d'une semaine"
formula.en  = "Unique mentions that use a word of three letters or more, for words that some week has in five"
formula.fr  = "Mentions uniques qui emploient un mot de trois lettres ou plus, pour les mots que cinq d'une semaine emploient"
unit        = "count"
better      = "context"
class       = "flow"
interval    = "none"
article     = ["S31"]
needs       = ["mentions"]
*/
-- one row per week, series and word. Not a KPI file: it splits texts with DuckDB's list functions
with words as (
    select
        period,
        series,
        unnest(list_distinct(regexp_extract_all(
            regexp_replace(lower(concat_ws(' ', title, text)), 'https?://\S+', ' ', 'g'), '\pL{3,}'
        ))) as term
    from mentions
    where is_unique
      and mentions_wanted
),
counted as (
    select
        period,
        series,
        term,
        count(*) as mentions
    from words
    group by
        period,
        series,
        term
),
frequent as (
    select
        *,
        max(mentions) over (partition by series, term) as most
    from counted
)
select
    period,
    series,
    term,
    mentions as value,
    mentions as n
from frequent
where most >= 5
