/*
title.en    = "Completeness"
title.fr    = "Complétude"
question.en = "Do our sources cover all the days that they should?"
question.fr = "Nos sources couvrent-elles tous les jours attendus ?"
formula.en  = "Covered days of the sources / expected days (a source is expected from its first day to five weeks after its last)"
formula.fr  = "Jours couverts des sources / jours attendus (une source est attendue de son premier jour à cinq semaines après son dernier)"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "none"
article     = ["S12"]
screen      = "overview"
needs       = ["source_days"]
by          = ["brand"]
evidence.en = "n is the number of days expected of the sources; the windows that the files cover are listed."
evidence.fr = "n est le nombre de jours attendus des sources ; ce sont les périodes que couvrent les fichiers qui sont listées."
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
