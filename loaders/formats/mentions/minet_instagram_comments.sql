/*
title.en  = "minet, Instagram comments"
title.fr  = "minet, commentaires Instagram"
tool      = "minet"
signature = ["id", "parent_id", "text", "comment_like_count", "created_at_utc", "utc_time", "username"]
optional  = ["child_comment_count"]
dates      = "iso"
zone       = "UTC"
confidence = "parser"
layout    = "unknown"
evidence  = "code of the tool, types.py of each network"
*/
-- one row per comment
select
    record,
    "utc_time" as published,
    null as brand,
    'instagram' as channel,
    'instagram.com' as source,
    "username" as author,
    "text" as text,
    cast(count_sum(whole("comment_like_count"), whole("child_comment_count"), null) as varchar) as engagement,
    "id" as platform_id
from upload
