/*
title.en    = "Age of the data"
title.fr    = "Ancienneté des données"
question.en = "How old is the oldest source behind this period?"
question.fr = "De quand date la source la plus ancienne sur laquelle repose la période ?"
formula.en  = "Reporting day − last day covered, of the source furthest behind its rhythm: less 6 days for a weekly and 30 for a monthly source, never below 0; sources that are read on demand do not count; the reporting day is today, at most 7 days after the period"
formula.fr  = "Jour du rapport − dernier jour couvert, pour la source la plus en retard sur son rythme : moins 6 jours pour une source hebdomadaire et 30 pour une mensuelle, jamais moins de 0 ; les sources relevées à la demande ne comptent pas ; le jour du rapport est aujourd'hui, au plus 7 jours après la période"
unit        = "days"
better      = "lower"
class       = "max"
interval    = "none"
article     = ["S12", "S24"]
screen      = "overview"
needs       = ["source_days"]
by          = ["brand"]
history     = 90
evidence.en = "n is the number of sources; the windows that the files cover are listed."
evidence.fr = "n est le nombre de sources ; ce sont les périodes que couvrent les fichiers qui sont listées."
*/
-- one row per period and series; excluded: sources read on demand, or that ended before the reporting day
with sources as (
    select
        periods.period,
        periods.reported_on,
        source_days.series,
        source_days.source,
        source_days.spacing,
        max(case when source_days.is_covered then source_days.day end) as covered_to,
        max(source_days.day) as expected_to
    from periods
    join source_days
      on source_days.day <= periods.reported_on
     and source_days.day > periods.reported_on - interval '90' day
    where source_days.spacing is not null
    group by
        periods.period,
        periods.reported_on,
        source_days.series,
        source_days.source,
        source_days.spacing
)
select
    period,
    series,
    max(greatest(cast(reported_on as date) - cast(covered_to as date) - (spacing - 1), 0)) as value,
    count(*) as n
from sources
where expected_to >= reported_on
group by
    period,
    series
