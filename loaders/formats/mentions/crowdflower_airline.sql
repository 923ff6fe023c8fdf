/*
title.en  = "CrowdFlower airline sentiment (Tweets.csv)"
title.fr  = "CrowdFlower, sentiment des compagnies aériennes (Tweets.csv)"
tool      = "CrowdFlower"
signature = ["tweet_id", "airline_sentiment", "airline_sentiment_confidence", "airline", "name", "text", "tweet_created"]
optional  = ["retweet_count", "negativereason"]
dates     = "prove"
zone      = "-08:00"
confidence = "file"
layout    = "2015"
evidence  = "Tweets.csv, a public data set; a copy that a spreadsheet saved again"
*/
-- one row per tweet; every copy has the local times of the original file, whose offset is -0800
select
    record,
    "tweet_created"     as published,
    "airline"           as brand,
    'x'                 as channel,
    'x.com'             as source,
    "name"              as author,
    unformula("text")   as text,
    'en'                as language,
    "negativereason"    as topic,
    "airline_sentiment" as sentiment,
    "retweet_count"     as engagement,
    "tweet_id"          as platform_id
from upload
