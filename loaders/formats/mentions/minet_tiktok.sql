/*
title.en  = "minet, TikTok videos"
title.fr  = "minet, vidéos TikTok"
tool      = "minet"
signature = ["id", "description", "utc_time", "author_unique_id", "digg_count", "share_count", "comment_count", "play_count"]
optional  = ["author_follower_count"]
dates      = "iso"
zone       = "UTC"
confidence = "parser"
layout    = "unknown"
evidence  = "code of the tool, types.py of each network"
*/
-- one row per video
select
    record,
    "utc_time" as published,
    null as brand,
    'tiktok' as channel,
    'tiktok.com' as source,
    "author_unique_id" as author,
    "author_follower_count" as author_followers,
    'https://www.tiktok.com/@' || cell("author_unique_id") || '/video/' || sound_id("id") as url,
    "description" as text,
    cast(count_sum(whole("digg_count"), whole("share_count"), whole("comment_count")) as varchar) as engagement,
    "id" as platform_id
from upload
