/*
title.en  = "4CAT items"
title.fr  = "4CAT, éléments"
tool      = "4CAT"
signature = ["id", "thread_id", "author", "body", "timestamp", "unix_timestamp"]
optional  = ["subject", "url", "likes", "num_likes", "comments", "num_comments", "shares", "language", "source_url"]
dates      = "iso"
zone       = "UTC"
confidence = "parser"
layout    = "unknown"
evidence  = "code of the tool, import_formats.py"
*/
-- one row per item; its columns do not name the platform: it comes from the address, else it is asked
with addressed as (
    select
        *,
        coalesce(cell("url"), cell("source_url"))     as address,
        coalesce(cell("likes"), cell("num_likes"))       as liked,
        coalesce(cell("comments"), cell("num_comments")) as commented
    from upload
),
placed as (
    select
        *,
        site(address) as place
    from addressed
)
select
    record,
    coalesce(known("timestamp"), known("unix_timestamp")) as published,
    null as brand,
    channel_of(place) as channel,
    place as source,
    "author" as author,
    address as url,
    "subject" as title,
    "body" as text,
    "language" as language,
    cast(count_sum(whole(liked), whole(commented), whole("shares")) as varchar) as engagement,
    "id" as platform_id
from placed
