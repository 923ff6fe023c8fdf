/*
title.en  = "Twitter Web Exporter, posts of X"
title.fr  = "Twitter Web Exporter, publications de X"
tool      = "Twitter Web Exporter"
signature = ["id", "created_at", "full_text", "screen_name", "favorite_count", "retweet_count", "views_count"]
optional  = ["retweeted_status", "quote_count", "reply_count", "url"]
dates      = "iso"
confidence = "parser"
layout    = "unknown"
evidence  = "public importers and their test files"

[aliases]
created_at       = ["Date"]
full_text        = ["Content"]
screen_name      = ["Screen Name"]
favorite_count   = ["Favorites"]
retweet_count    = ["Retweets"]
views_count      = ["Views"]
retweeted_status = ["RT Source"]
quote_count      = ["Quotes"]
reply_count      = ["Replies"]
*/
-- one row per post; times have the form that is set in the exporter, with the browser's offset unless it was left out
select
    record,
    "created_at" as published,
    null as brand,
    'x' as channel,
    'x.com' as source,
    "screen_name" as author,
    "url" as url,
    unescape("full_text") as text,
    cast(
        count_sum(
            whole("favorite_count"), whole("retweet_count"), count_sum(whole("reply_count"), whole("quote_count"), null)
        ) as varchar
    ) as engagement,
    known("retweeted_status") is not null as is_repost,
    "id" as platform_id
from upload
