/*
title.en    = "Completeness"
title.fr    = "Complétude"
question.en = "Do our sources cover all the days that they should?"
question.fr = "Nos sources couvrent-elles tous les jours attendus ?"
formula.en  = "Readings made of the sources / readings due by their rhythm: each day of a daily source, one in each week of a weekly and one in each month of a monthly one, due on its last day, from the first reading to five weeks (monthly: 75 days) after the last; none of a source that is read on demand"
formula.fr  = "Relevés faits des sources / relevés dus selon leur rythme : chaque jour d'une source quotidienne, un par semaine d'une source hebdomadaire et un par mois d'une source mensuelle, dû le dernier jour, du premier relevé à cinq semaines (mensuelle : 75 jours) après le dernier ; aucun d'une source relevée à la demande"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "none"
article     = ["S12"]
screen      = "overview"
needs       = ["source_days"]
by          = ["brand"]
evidence.en = "n is the number of readings due of the sources; the windows that the files cover are listed."
evidence.fr = "n est le nombre de relevés dus des sources ; ce sont les périodes que couvrent les fichiers qui sont listées."
parts.of = "source_days"
parts.where = "is_due and day >= (select first_day from periods) and day <= (select as_of from periods)"
parts.numerator = "case when is_read then 1 else 0 end"
parts.denominator = "1"
*/
-- one row per period and series
with due as (
    select
        periods.period,
        source_days.series,
        source_days.is_read
    from periods
    join source_days
      on source_days.day between periods.first_day and periods.as_of
    where source_days.is_due
)
select
    period,
    series,
    cast(count(*) filter (where is_read) as double precision) / nullif(count(*), 0) as value,
    count(*) as n
from due
group by
    period,
    series
