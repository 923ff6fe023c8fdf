/*
title.en  = "YouTube Studio, videos (Table data)"
title.fr  = "YouTube Studio, vidéos (Table data)"
tool      = "YouTube Studio"
signature = ["Content", "Video title", "Video publish time", "Views"]
optional  = ["Impressions", "Likes", "Comments added", "Shares"]
dates     = "mdy"
account   = "own"
aside     = 'is_total("Content") and cell("Video publish time") is null'
totals    = ["Views"]
confidence = "file"
layout    = "unknown"
evidence  = "zips of two channels, one of them of the repository priyankapatel05/YouTube-Channel-Analytics-Dashboard; columns of engaged views, since August 2026: one public report"
export.en = "Analytics › Advanced mode › Download › CSV (Table data)"
export.fr = "Données analytiques › Mode avancé › Télécharger › CSV (Table data)"
*/
-- one row per video, with its figures of the period chosen in the tool; the first row is a total
select
    record,
    "Video publish time" as published,
    null as brand,
    'youtube' as channel,
    "Content" as platform_id,
    'https://www.youtube.com/watch?v=' || cell("Content") as url,
    "Video title" as title,
    "Impressions" as impressions,
    "Views" as views,
    "Likes" as reactions,
    "Comments added" as comments,
    "Shares" as shares
from upload
