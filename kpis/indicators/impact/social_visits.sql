/*
title.en    = "Social visits"
title.fr    = "Visites issues du social"
question.en = "How many visits to our sites come from social networks?"
question.fr = "Combien de visites de nos sites viennent des réseaux sociaux ?"
formula.en  = "Sessions whose source is a social network (by host name) or whose medium or channel group is social, paid ones included; of a total and its parts, only the larger; over the rows entirely within the period"
formula.fr  = "Sessions dont la source est un réseau social (par nom d'hôte), ou dont le support ou le groupe de canaux est social, payantes comprises ; d'un total et de ses parties, seul le plus grand ; sur les lignes entièrement dans la période"
unit        = "count"
better      = "higher"
class       = "flow"
interval    = "count"
article     = ["S11", "S28"]
screen      = "impact"
needs       = ["business"]
context     = ["business_in_periods"]
absent      = "missing"
history     = 366
records     = "is_social and visits is not null"
parts.of = "business_in_periods"
parts.where = "measure = 'visits' and is_social"
parts.numerator = "visits"
*/
-- one row per period and series; a row counts in the period that contains all its days. Unknown where a row crosses a
-- bound of the period and no shorter rows report its days: a month cannot be split into weeks
select
    period,
    series,
    case
        when count(*) filter (where is_cut) = 0 then coalesce(sum(visits) filter (where is_social), 0)
    end as value,
    count(*) filter (where is_social) as n,
    sum(visits) filter (where is_social and is_paid) as paid
from business_in_periods
where measure = 'visits'
group by
    period,
    series
