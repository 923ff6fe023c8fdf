/*
title.en  = "Meta Business Suite content, Instagram"
title.fr  = "Meta Business Suite, contenus Instagram"
tool      = "Meta Business Suite"
signature = ["Post ID", "Account ID", "Account username", "Publish time", "Permalink", "Post type"]
optional  = ["Description", "Impressions", "Reach", "Views", "Likes", "Comments", "Shares", "Saves"]
dates     = "mdy"
column_holds = {"Permalink" = '(?i)\binstagram\.com/'}
account   = "own"
source    = '"Account ID"'
remarks   = ["zone_untold"]
confidence = "file"
layout    = "2025"
evidence  = "content exports of public repositories"
export.en = "Content › Posts & reels › Export data › CSV, lifetime"
export.fr = "Contenu › Publications et reels › Exporter les données › CSV, depuis le début"
*/
-- one row per post; the column Date is 'Lifetime': the window of the figures, not a date
select
    record,
    "Publish time" as published,
    null as brand,
    'instagram' as channel,
    "Account username" as account,
    "Post ID" as platform_id,
    "Permalink" as url,
    "Description" as text,
    "Post type" as post_type,
    "Impressions" as impressions,
    "Reach" as reach,
    "Views" as views,
    "Likes" as reactions,
    "Comments" as comments,
    "Shares" as shares,
    "Saves" as saves
from upload
