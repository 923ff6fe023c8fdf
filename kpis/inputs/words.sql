/*
title.en    = "Words of the week"
title.fr    = "Mots de la semaine"
question.en = "Which words the mentions of a week use"
question.fr = "Quels mots emploient les mentions d'une semaine"
formula.en  = "Authors whose unique mentions use a word of three letters or more (a mention without an author is one), for words that five of a week use"
formula.fr  = "Auteurs dont les mentions uniques emploient un mot de trois lettres ou plus (une mention sans auteur en vaut un), pour les mots que cinq d'une semaine emploient"
unit        = "count"
better      = "context"
class       = "flow"
interval    = "none"
article     = ["S31"]
needs       = ["mentions"]
*/
-- one row per week, series and word; n: how many different words the week uses. Not a KPI file: it splits texts with DuckDB's list functions
with words as (
    select
        period,
        series,
        coalesce(author_key, identity) as voice,
        unnest(words_of(title, text)) as term
    from mentions
    where is_unique
      and mentions_wanted
),
counted as (
    select
        period,
        series,
        term,
        count(distinct voice) as voices
    from words
    group by
        period,
        series,
        term
),
frequent as (
    select
        *,
        count(*) over (partition by period, series) as words,
        max(voices) over (partition by series, term) as most
    from counted
)
select
    period,
    series,
    term,
    voices as value,
    words as n
from frequent
where most >= 5
