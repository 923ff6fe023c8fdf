/*
title.en  = "X (Twitter) analytics by tweet"
title.fr  = "X (Twitter) analytics, par tweet"
tool      = "X Analytics"
signature = ["Tweet id", "Tweet permalink", "Tweet text", "time", "impressions", "engagements"]
optional  = ["retweets", "replies", "likes", "url clicks", "media views", "Bookmarks", "promoted impressions"]
dates     = "iso"
zone      = "UTC"
account   = "own"
source    = '''regexp_extract("Tweet permalink", '\.com/([^/]+)/', 1)'''
confidence = "file"
layout    = "2020, exported until 2024"
evidence  = "tweet_activity_metrics of March 2020, repository ropensci-org/ropensci-tweets"
export.en = "Analytics › Tweets › Export data › By tweet (until 2024)"
export.fr = "Analytics › Tweets › Exporter les données › Par tweet (jusqu'en 2024)"

[aliases]
"Tweet id"        = ["Identifiant du Tweet"]
"Tweet permalink" = ["Permalien du Tweet"]
"Tweet text"      = ["Texte du Tweet"]
"time"            = ["heure"]
"replies"         = ["réponses"]
"likes"           = ["J'aime"]
*/
-- one row per tweet
select
    record,
    "time" as published,
    null as brand,
    'x' as channel,
    nullif(regexp_extract("Tweet permalink", '\.com/([^/]+)/', 1), '') as account,
    "Tweet id" as platform_id,
    "Tweet permalink" as url,
    unescape("Tweet text") as text,
    "impressions" as impressions,
    "media views" as views,
    "likes" as reactions,
    "replies" as comments,
    "retweets" as shares,
    "Bookmarks" as saves,
    "url clicks" as clicks,
    "engagements" as engagement,
    case when whole("promoted impressions") > 0 then 'yes' when whole("promoted impressions") = 0 then 'no' end as is_paid
from upload
