/*
title.en  = "Meta Business Suite content, Facebook videos"
title.fr  = "Meta Business Suite, contenus, vidéos Facebook"
tool      = "Meta Business Suite"
signature = ["Video asset ID", "Universal video ID", "Page ID", "Publish time"]
optional  = ["Page name", "Title", "Description", "Permalink", "Reach", "Views", "Reactions, Comments and Shares", "Reactions", "Comments", "Shares", "Total clicks"]
dates     = "mdy"
account   = "own"
source    = '"Page ID"'
remarks   = ["zone_untold", "videos_twice"]
confidence = "file"
layout    = "2025"
evidence  = "content exports of public repositories"
export.en = "Content › Videos › Export data › CSV, lifetime"
export.fr = "Contenu › Vidéos › Exporter les données › CSV, depuis le début"

[aliases]
"Reach" = ["IMPRESSION:UNIQUE_USERS"]
*/
-- one row per video
select
    record,
    "Publish time" as published,
    null as brand,
    'facebook' as channel,
    "Page name" as account,
    "Video asset ID" as platform_id,
    "Permalink" as url,
    "Title" as title,
    "Description" as text,
    'Videos' as post_type,
    "Reach" as reach,
    "Views" as views,
    "Reactions" as reactions,
    "Comments" as comments,
    "Shares" as shares,
    "Total clicks" as clicks,
    "Reactions, Comments and Shares" as engagement
from upload
