/*
title.en    = "Negative page-one share"
title.fr    = "Part de négatif en première page"
question.en = "How much of the first page of search results is negative about us?"
question.fr = "Quelle part de la première page de résultats nous est défavorable ?"
formula.en  = "Negative results / qualified results of the first page (rank 10 at most, where the rank is given), over the audited queries"
formula.fr  = "Résultats négatifs / résultats qualifiés de la première page (rang 10 au plus, si le rang est indiqué), sur les requêtes auditées"
unit        = "percent"
better      = "lower"
class       = "ratio"
interval    = "census"
article     = ["S22"]
screen      = "search"
needs       = ["search_audits"]
records     = "kind = 'result' and coalesce(rank, 1) <= 10 and sentiment is not null"
parts.of = "search_audits"
parts.where = "kind = 'result' and coalesce(rank, 1) <= 10 and sentiment is not null"
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
where kind = 'result'
  and coalesce(rank, 1) <= 10
group by
    period,
    series
