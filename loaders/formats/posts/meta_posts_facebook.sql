/*
title.en  = "Meta Business Suite content, Facebook"
title.fr  = "Meta Business Suite, contenus Facebook"
tool      = "Meta Business Suite"
signature = ["Post ID", "Page ID", "Page name", "Publish time", "Permalink", "Post type"]
optional  = ["Title", "Description", "Impressions", "Reach", "Views", "Reactions, Comments and Shares", "Reactions", "Comments", "Shares", "Total clicks"]
first_counts = ["Views"]
dates     = "mdy"
column_holds = {"Permalink" = '(?i)\b(facebook\.com|fb\.watch|fb\.com)/'}
account   = "own"
source    = '"Page ID"'
remarks   = ["zone_untold"]
confidence = "file"
layout    = "2024 to 2025"
evidence  = "content exports of public repositories, one with impressions (2024), others with views (2025)"
export.en = "Content › Posts & reels › Export data › CSV, lifetime"
export.fr = "Contenu › Publications et reels › Exporter les données › CSV, depuis le début"

[aliases]
"Reach" = ["IMPRESSION:UNIQUE_USERS"]
*/
-- one row per post; the column Date is 'Lifetime': the window of the figures, not a date
select
    record,
    "Publish time" as published,
    null as brand,
    'facebook' as channel,
    "Page name" as account,
    "Post ID" as platform_id,
    "Permalink" as url,
    case when cell("Description") is not null then "Title" end as title,
    coalesce(cell("Description"), "Title") as text,
    "Post type" as post_type,
    "Impressions" as impressions,
    "Reach" as reach,
    "Views" as views,
    "Reactions" as reactions,
    "Comments" as comments,
    "Shares" as shares,
    "Total clicks" as clicks,
    "Reactions, Comments and Shares" as engagement
from upload
