/*
title.en  = "minet, Instagram posts"
title.fr  = "minet, publications Instagram"
tool      = "minet"
signature = ["id", "media_type", "shortcode", "url", "caption", "comment_count", "utc_time"]
optional  = ["username", "like_count", "liked_by_count"]
dates      = "iso"
zone       = "UTC"
confidence = "parser"
layout    = "unknown"
evidence  = "code of the tool, types.py of each network"

[aliases]
media_type = ["is_video"]
*/
-- one row per post of an account, a hashtag or a place
with counted as (
    select
        *,
        coalesce(cell("like_count"), cell("liked_by_count")) as liked
    from upload
)
select
    record,
    "utc_time" as published,
    null as brand,
    'instagram' as channel,
    'instagram.com' as source,
    "username" as author,
    "url" as url,
    "caption" as text,
    cast(count_sum(whole(liked), whole("comment_count"), null) as varchar) as engagement,
    "shortcode" as platform_id
from counted
