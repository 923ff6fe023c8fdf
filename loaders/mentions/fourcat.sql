/*
title.en  = "4CAT items"
title.fr  = "4CAT, éléments"
tool      = "4CAT"
signature = ["id", "thread_id", "author", "body", "timestamp", "unix_timestamp"]
optional  = ["subject", "url", "likes", "num_likes", "comments", "num_comments", "shares", "language", "source_url"]
dates      = "iso"
zone       = "UTC"
confidence = "parser"
*/
-- one row per item; its columns do not name the platform: it is told by the address, else asked
select
    record,
    coalesce(known("timestamp"), known("unix_timestamp")) as published,
    null as brand,
    channel_of(site(coalesce(cell("url"), cell("source_url")))) as channel,
    site(coalesce(cell("url"), cell("source_url"))) as source,
    "author" as author,
    coalesce(cell("url"), cell("source_url")) as url,
    "subject" as title,
    "body" as text,
    "language" as language,
    cast(
        count_sum(
            whole(coalesce(known("likes"), known("num_likes"))),
            whole(coalesce(known("comments"), known("num_comments"))),
            whole("shares")
        ) as varchar
    ) as engagement,
    "id" as platform_id
from upload
