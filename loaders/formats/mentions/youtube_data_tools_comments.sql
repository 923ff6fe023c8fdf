/*
title.en  = "YouTube Data Tools, comments"
title.fr  = "YouTube Data Tools, commentaires"
tool      = "YouTube Data Tools"
signature = ["id", "replyCount", "likeCount", "publishedAt", "authorName", "text", "isReply"]
dates      = "iso"
confidence = "parser"
layout    = "unknown"
evidence  = "public code that reads such files (4CAT)"
*/
-- one row per comment; times of the tool's server, without zone: the organisation's
select
    record,
    "publishedAt" as published,
    null as brand,
    'youtube' as channel,
    'youtube.com' as source,
    "authorName" as author,
    unescape("text") as text,
    cast(count_sum(whole("likeCount"), whole("replyCount"), null) as varchar) as engagement,
    "id" as platform_id
from upload
