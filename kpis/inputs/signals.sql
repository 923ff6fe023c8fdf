/*
title.en    = "Daily signals"
title.fr    = "Signaux quotidiens"
question.en = "What the watch judges each day"
question.fr = "Ce que la veille juge chaque jour"
formula.en  = "Unique mentions of the day: all, negative, qualified, sensitive; and in the press, negative or sensitive"
formula.fr  = "Mentions uniques du jour : toutes, négatives, qualifiées, sensibles ; et dans la presse, négatives ou sensibles"
unit        = "count"
better      = "context"
class       = "flow"
interval    = "none"
article     = ["S30"]
needs       = ["mention_days"]
*/
-- one row per day and series
select
    period,
    series,
    sum(unique_mentions) as value,
    sum(unique_mentions) as n,
    sum(negative) as negative,
    sum(positive + neutral + negative + mixed) as qualified,
    sum(sensitive) as sensitive,
    coalesce(sum(negative + sensitive) filter (where source_type = 'press'), 0) as press,
    sum(mentions) as mentions,
    sum(negative_mentions) as negative_mentions,
    sum(toned_mentions) as toned_mentions
from mention_days
group by
    period,
    series
