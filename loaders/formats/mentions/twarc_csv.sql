/*
title.en  = "twarc-csv posts of X"
title.fr  = "twarc-csv, publications de X"
tool      = "twarc-csv"
signature = ["id", "conversation_id", "author_id", "created_at", "text", "lang", "public_metrics.like_count", "author.username"]
optional  = [
    "referenced_tweets.retweeted.id", "public_metrics.retweet_count", "public_metrics.reply_count",
    "public_metrics.quote_count", "author.public_metrics.followers_count", "geo.country_code",
]
dates      = "iso"
zone       = "UTC"
confidence = "parser"
layout    = "unknown"
evidence  = "code of the tool, DocNow/twarc-csv"
*/
-- one row per post; likes, replies, reposts and quotes are its engagement
select
    record,
    "created_at" as published,
    null as brand,
    'x' as channel,
    'x.com' as source,
    "author.username" as author,
    "author.public_metrics.followers_count" as author_followers,
    'https://x.com/' || cell("author.username") || '/status/' || sound_id("id") as url,
    unescape("text") as text,
    case when lower(cell("lang")) not in ('und', 'qme', 'qht', 'qst', 'zxx', 'qam', 'qct') then "lang" end as language,
    "geo.country_code" as country,
    cast(
        count_sum(
            whole("public_metrics.like_count"),
            whole("public_metrics.reply_count"),
            count_sum(whole("public_metrics.retweet_count"), whole("public_metrics.quote_count"), null)
        ) as varchar
    ) as engagement,
    cell("referenced_tweets.retweeted.id") is not null as is_repost,
    "id" as platform_id
from upload
