/*
title.en  = "LinkedIn page, all posts"
title.fr  = "LinkedIn, page, toutes les publications"
tool      = "LinkedIn"
signature = ["Post title", "Post link", "Post type", "Created date", "Impressions", "Clicks"]
optional  = ["Campaign name", "Posted by", "Views", "Likes", "Comments", "Reposts", "Content Type"]
dates     = "mdy"
column_holds = {"Post link" = '(?i)\blinkedin\.com/|\blnkd\.in/'}
account   = "own"
confidence = "parser"
layout    = "unknown"
evidence  = "public code that reads such files; no untouched file was seen"
export.en = "Page › Analytics › Content › Export (sheet All posts)"
export.fr = "Page › Statistiques › Contenu › Exporter (feuille Toutes les publications)"
*/
-- one row per post; a line above the header describes the table
select
    record,
    "Created date" as published,
    null as brand,
    'linkedin' as channel,
    nullif(regexp_extract("Post link", 'urn:li:[a-zA-Z]+:([0-9]+)', 1), '') as platform_id,
    "Post link" as url,
    "Post title" as text,
    coalesce(cell("Content Type"), "Post type") as post_type,
    "Impressions" as impressions,
    "Views" as views,
    "Likes" as reactions,
    "Comments" as comments,
    "Reposts" as shares,
    "Clicks" as clicks,
    case lower(cell("Post type")) when 'sponsored' then 'yes' when 'organic' then 'no' end as is_paid
from upload
