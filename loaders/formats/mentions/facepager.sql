/*
title.en  = "Facepager nodes"
title.fr  = "Facepager, nœuds"
tool      = "Facepager"
signature = ["level", "id", "parent_id", "object_id", "object_type", "query_status", "query_time", "query_type"]
optional  = [
    "created_time", "created_at", "publishedAt", "snippet.publishedAt", "message", "text", "snippet.textDisplay",
    "snippet.title", "from.name", "user.screen_name", "snippet.authorDisplayName", "permalink_url", "lang",
    "reactions.summary.total_count", "likes.summary.total_count", "comments.summary.total_count", "shares.count",
]
dates      = "prove"
aside      = "lower(cell(\"object_type\")) in ('seed', 'headers', 'offcut', 'unpacked', 'empty') or lower(cell(\"query_status\")) like 'error%'"
confidence = "parser"
layout    = "unknown"
evidence  = "code of the tool, src/dialogs/export.py"
*/
-- one row per node with data; the columns depend on the settings of the collection
with asked as (
    select
        *,
        split_part("query_type", ':', 1) as network,
        coalesce(cell("reactions.summary.total_count"), cell("likes.summary.total_count")) as liked
    from upload
)
select
    record,
    coalesce(known("created_time"), known("created_at"), known("publishedAt"), known("snippet.publishedAt")) as published,
    null as brand,
    channel_of(network) as channel,
    site("permalink_url") as source,
    coalesce(cell("from.name"), cell("user.screen_name"), cell("snippet.authorDisplayName")) as author,
    "permalink_url" as url,
    "snippet.title" as title,
    coalesce(cell("message"), cell("text"), cell("snippet.textDisplay")) as text,
    "lang" as language,
    cast(
        count_sum(whole(liked), whole("comments.summary.total_count"), whole("shares.count")) as varchar
    ) as engagement,
    "object_id" as platform_id
from asked
