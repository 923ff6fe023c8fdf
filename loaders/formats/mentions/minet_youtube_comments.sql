/*
title.en  = "minet, YouTube comments"
title.fr  = "minet, commentaires YouTube"
tool      = "minet"
signature = ["video_id", "comment_id", "author_name", "text", "like_count", "published_at"]
optional  = ["reply_count"]
dates      = "iso"
zone       = "UTC"
confidence = "parser"
layout    = "unknown"
evidence  = "code of the tool, types.py of each network"
*/
-- one row per comment
select
    record,
    "published_at" as published,
    null as brand,
    'youtube' as channel,
    'youtube.com' as source,
    "author_name" as author,
    "text" as text,
    cast(count_sum(whole("like_count"), whole("reply_count"), null) as varchar) as engagement,
    "comment_id" as platform_id
from upload
