/*
title.en  = "minet, Bluesky posts"
title.fr  = "minet, publications de Bluesky"
tool      = "minet"
signature = ["cid", "did", "uri", "url", "timestamp_utc", "local_time", "user_did", "text"]
optional  = ["user_handle", "user_langs", "repost_count", "like_count", "reply_count", "quote_count"]
dates      = "iso"
zone       = "UTC"
confidence = "file"
layout    = "unknown"
evidence  = "a file; its repository is unknown"
*/
-- one row per post; its instant is given in seconds since 1970
select
    record,
    "timestamp_utc" as published,
    null as brand,
    'bluesky' as channel,
    'bsky.app' as source,
    coalesce(cell("user_handle"), cell("user_did")) as author,
    "url" as url,
    "text" as text,
    nullif(split_part("user_langs", '|', 1), '') as language,
    cast(
        count_sum(whole("like_count"), whole("reply_count"), count_sum(whole("repost_count"), whole("quote_count"), null)) as varchar
    ) as engagement,
    "uri" as platform_id
from upload
