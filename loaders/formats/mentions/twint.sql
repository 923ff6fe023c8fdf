/*
title.en  = "Twint posts of X"
title.fr  = "Twint, publications de X"
tool      = "Twint"
signature = ["id", "conversation_id", "created_at", "date", "time", "timezone", "username", "tweet", "replies_count", "retweets_count", "likes_count", "link"]
optional  = ["language", "retweet"]
dates      = "iso"
confidence = "parser"
layout    = "unknown"
evidence  = "public code that lists its column names"
*/
-- one row per post; date, time and zone ('+0200', 'UTC') are in three columns
select
    record,
    concat_ws(' ', cell("date"), cell("time"), cell("timezone")) as published,
    null as brand,
    'x' as channel,
    'x.com' as source,
    "username" as author,
    "link" as url,
    unescape("tweet") as text,
    case when lower(cell("language")) not in ('und', 'qme', 'qht', 'qst', 'zxx', 'qam', 'qct') then "language" end as language,
    cast(count_sum(whole("replies_count"), whole("retweets_count"), whole("likes_count")) as varchar) as engagement,
    flag("retweet") as is_repost,
    "id" as platform_id
from upload
