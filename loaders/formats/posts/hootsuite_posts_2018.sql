/*
title.en  = "Hootsuite, Facebook posts (2018)"
title.fr  = "Hootsuite, publications Facebook (2018)"
tool      = "Hootsuite"
signature = ["Date (GMT)", "Facebook Page", "Post ID", "Post Permalink", "Post Type", "Post Message", "Reactions"]
optional  = ["Comments", "Shares", "Ow.ly Clicks"]
dates      = "iso"
zone       = "UTC"
account    = "own"
source     = 'cell("Facebook Page")'
confidence = "docs"
layout    = "2018, exported until 2019"
evidence  = "documentation and names of exports of 2018; no file was seen"
export.en  = "Analytics › Posts › Export › CSV (until 2019)"
export.fr  = "Statistiques › Publications › Exporter › CSV (jusqu'en 2019)"
*/
-- one row per post; clicks are those on shortened links (Ow.ly) alone
select
    record,
    "Date (GMT)" as published,
    null as brand,
    'facebook' as channel,
    "Facebook Page" as account,
    "Post ID" as platform_id,
    "Post Permalink" as url,
    "Post Message" as text,
    "Post Type" as post_type,
    "Reactions" as reactions,
    "Comments" as comments,
    "Shares" as shares,
    "Ow.ly Clicks" as clicks
from upload
