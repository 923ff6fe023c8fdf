/*
title.en  = "CrowdFlower airline sentiment, with fewer columns"
title.fr  = "CrowdFlower, sentiment des compagnies aériennes, avec moins de colonnes"
tool      = "CrowdFlower"
signature = ["airline_sentiment", "airline", "text", "tweet_created"]
optional  = ["tweet_id", "name", "retweet_count", "negativereason"]
dates     = "prove"
confidence = "file"
layout    = "unknown"
evidence  = "a copy of the public data set with fewer columns; its repository is unknown"
*/
-- one row per tweet of a copy that people cut to the columns that they use: whose times these are is not known any more,
-- unless their offset was kept
select
    record,
    "tweet_created"     as published,
    "airline"           as brand,
    'x'                 as channel,
    'x.com'             as source,
    "name"              as author,
    unformula("text")   as text,
    "negativereason"    as topic,
    "airline_sentiment" as sentiment,
    "retweet_count"     as engagement,
    "tweet_id"          as platform_id
from upload
