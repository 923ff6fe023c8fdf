/*
title.en  = "Sentiment140"
title.fr  = "Sentiment140"
tool      = "Sentiment140"
signature = ["polarity", "id", "date", "query", "user", "text"]
shape     = ['[024]', '\d+', '[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d [\d:]{8} [A-Z]{3,4} \d{4}', '.+', '.+', '.+']
sentiment  = "0,2,4"
confidence = "file"
layout    = "2009"
evidence  = "testdata_manual_2009_06_14.csv, repository loth84/github-example"
*/
-- one row per post; the training set has no query (NO_QUERY): its brand is asked
select
    record,
    "date" as published,
    case when cell("query") <> 'NO_QUERY' then trim("query", '"') end as brand,
    'x' as channel,
    'x.com' as source,
    "user" as author,
    unescape("text") as text,
    'en' as language,
    "polarity" as sentiment,
    case when length(cell("id")) >= 8 then "id" end as platform_id
from upload
