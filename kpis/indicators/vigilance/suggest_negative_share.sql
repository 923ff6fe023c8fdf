/*
title.en    = "Negative suggestions"
title.fr    = "Suggestions négatives"
question.en = "How many of the suggested searches about us are negative?"
question.fr = "Combien des recherches suggérées à notre sujet sont négatives ?"
formula.en  = "Negative suggestions / qualified suggestions, over the audited stems"
formula.fr  = "Suggestions négatives / suggestions qualifiées, sur les amorces auditées"
unit        = "percent"
better      = "lower"
class       = "ratio"
interval    = "census"
article     = ["S23"]
screen      = "search"
needs       = ["search_audits"]
records     = "kind = 'suggestion' and sentiment is not null"
parts.of = "search_audits"
parts.where = "kind = 'suggestion' and sentiment is not null"
parts.numerator = "case when sentiment = 'negative' then 1 else 0 end"
parts.denominator = "1"
*/
-- one row per period and series; excluded: items without a sentiment
select
    period,
    series,
    cast(count(*) filter (where sentiment = 'negative') as double precision) / nullif(count(sentiment), 0) as value,
    count(sentiment) as n
from search_audits
where kind = 'suggestion'
group by
    period,
    series
