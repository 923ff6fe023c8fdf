/*
title.en    = "Completeness"
title.fr    = "Complétude"
question.en = "Are all the days that our sources should cover there?"
question.fr = "Tous les jours que nos sources doivent couvrir sont-ils là ?"
formula.en  = "Covered days of the sources / days expected of them (a source is expected from its first day to five weeks after its last)"
formula.fr  = "Jours couverts des sources / jours attendus d'elles (une source est attendue de son premier jour à cinq semaines après son dernier)"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "none"
article     = ["S12"]
needs       = ["source_days"]
by          = ["brand"]
*/
-- one row per period and series
with expected as (
    select
        periods.period,
        source_days.series,
        source_days.is_covered
    from periods
    join source_days
      on source_days.day between periods.first_day and periods.as_of
)
select
    period,
    series,
    cast(count(*) filter (where is_covered) as double precision) / nullif(count(*), 0) as value,
    count(*) as n
from expected
group by
    period,
    series
