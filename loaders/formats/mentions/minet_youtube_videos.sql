/*
title.en  = "minet, YouTube videos"
title.fr  = "minet, vidéos YouTube"
tool      = "minet"
signature = ["video_id", "title", "published_at", "description", "channel_id", "channel_title", "view_count"]
optional  = ["like_count", "comment_count", "default_language"]
dates      = "iso"
zone       = "UTC"
confidence = "parser"
layout    = "unknown"
evidence  = "code of the tool, types.py of each network"
*/
-- one row per video
select
    record,
    "published_at" as published,
    null as brand,
    'youtube' as channel,
    'youtube.com' as source,
    "channel_title" as author,
    'https://www.youtube.com/watch?v=' || cell("video_id") as url,
    "title" as title,
    "description" as text,
    "default_language" as language,
    cast(count_sum(whole("like_count"), whole("comment_count"), null) as varchar) as engagement,
    "video_id" as platform_id
from upload
