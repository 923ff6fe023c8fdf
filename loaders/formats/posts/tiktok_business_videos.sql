/*
title.en  = "TikTok Business Suite, videos"
title.fr  = "TikTok Business Suite, vidéos"
tool      = "TikTok Business Suite"
signature = ["Video title", "Video link", "Post time", "Video views"]
optional  = ["Likes", "Comments", "Shares", "Add to Favorites"]
dates     = "iso"
column_holds = {"Video link" = '(?i)\btiktok\.com/'}
account   = "own"
source    = '''regexp_extract("Video link", '/@([^/]+)/', 1)'''
remarks   = ["zone_untold"]
confidence = "file"
layout    = "2025"
evidence  = "files of the repository vsbperoto/vintage-analytics-dashboard, days of 2025"
export.en = "TikTok Business Suite › Analytics › Videos › Export"
export.fr = "TikTok Business Suite › Statistiques › Vidéos › Exporter"
*/
-- one row per video
select
    record,
    "Post time" as published,
    null as brand,
    'tiktok' as channel,
    nullif(regexp_extract("Video link", '/@([^/]+)/', 1), '') as account,
    nullif(regexp_extract("Video link", '/(?:video|photo)/([0-9]+)', 1), '') as platform_id,
    "Video link" as url,
    "Video title" as text,
    "Video views" as views,
    "Likes" as reactions,
    "Comments" as comments,
    "Shares" as shares,
    "Add to Favorites" as saves
from upload
