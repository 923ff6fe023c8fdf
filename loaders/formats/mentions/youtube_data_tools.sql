/*
title.en  = "YouTube Data Tools, videos"
title.fr  = "YouTube Data Tools, vidéos"
tool      = "YouTube Data Tools"
signature = ["publishedAt", "videoId", "channelId", "channelTitle", "videoDescription"]
optional  = ["videoTitle", "likeCount", "commentCount", "defaultLanguage"]
dates      = "iso"
zone       = "UTC"
confidence = "parser"
layout    = "unknown"
evidence  = "public code that reads such files (4CAT)"
*/
-- one row per video
select
    record,
    "publishedAt" as published,
    null as brand,
    'youtube' as channel,
    'youtube.com' as source,
    "channelTitle" as author,
    'https://www.youtube.com/watch?v=' || cell("videoId") as url,
    "videoTitle" as title,
    "videoDescription" as text,
    "defaultLanguage" as language,
    cast(count_sum(whole("likeCount"), whole("commentCount"), null) as varchar) as engagement,
    "videoId" as platform_id
from upload
