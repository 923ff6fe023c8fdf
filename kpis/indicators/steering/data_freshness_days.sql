/*
title.en    = "Age of the data"
title.fr    = "Ancienneté des données"
question.en = "How old is the oldest source behind this period?"
question.fr = "De quand date la source la plus ancienne sur laquelle repose la période ?"
formula.en  = "Reporting day − last day covered by the source furthest behind; the reporting day is today, at most 7 days after the period"
formula.fr  = "Jour du rapport − dernier jour couvert par la source la plus en retard ; le jour du rapport est aujourd'hui, au plus 7 jours après la période"
unit        = "days"
better      = "lower"
class       = "max"
interval    = "none"
article     = ["S12", "S24"]
screen      = "overview"
needs       = ["source_days"]
by          = ["brand"]
history     = 60
evidence.en = "n is the number of sources; the windows that the files cover are listed."
evidence.fr = "n est le nombre de sources ; ce sont les périodes que couvrent les fichiers qui sont listées."
*/
-- one row per period and series; excluded: sources that ended over five weeks before the reporting day
with sources as (
    select
        periods.period,
        periods.reported_on,
        source_days.series,
        source_days.source,
        max(case when source_days.is_covered then source_days.day end) as covered_to,
        max(source_days.day) as expected_to
    from periods
    join source_days
      on source_days.day <= periods.reported_on
     and source_days.day > periods.reported_on - interval '60' day
    group by
        periods.period,
        periods.reported_on,
        source_days.series,
        source_days.source
)
select
    period,
    series,
    max(cast(reported_on as date) - cast(covered_to as date)) as value,
    count(*) as n
from sources
where expected_to >= reported_on
group by
    period,
    series
