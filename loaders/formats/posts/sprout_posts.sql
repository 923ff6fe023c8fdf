/*
title.en  = "Sprout Social post performance"
title.fr  = "Sprout Social, performance des publications"
tool      = "Sprout Social"
signature = ["Date", "Network", "Profile", "Post", "Permalink"]
optional  = ["Post Type", "Impressions", "Reach", "Engagements", "Video Views", "Reactions", "Comments", "Shares", "Saves", "Post Link Clicks"]
dates     = "mdy"
account   = "own"
source    = '"Profile"'
remarks   = ["zone_untold"]
confidence = "parser"
layout    = "unknown"
evidence  = "public code that lists its column names; no file was seen"
export.en = "Reports › Post Performance › Export › CSV"
export.fr = "Rapports › Performance des publications › Exporter › CSV"

[aliases]
"Date"        = ["Date published"]
"Network"     = ["Network type"]
"Profile"     = ["Profile name", "Account"]
"Post"        = ["Message", "Text"]
"Permalink"   = ["Perma link", "Post link"]
"Reactions"   = ["Likes"]
*/
-- one row per post
select
    record,
    "Date" as published,
    null as brand,
    "Network" as channel,
    "Profile" as account,
    "Permalink" as url,
    "Post" as text,
    "Post Type" as post_type,
    "Impressions" as impressions,
    "Reach" as reach,
    "Video Views" as views,
    "Reactions" as reactions,
    "Comments" as comments,
    "Shares" as shares,
    "Saves" as saves,
    "Post Link Clicks" as clicks,
    "Engagements" as engagement
from upload
