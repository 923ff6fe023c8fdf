/*
title.en  = "X content"
title.fr  = "X, contenus"
tool      = "X Analytics"
signature = ["Post id", "Date", "Post text", "Link", "Impressions", "Engagements"]
optional  = ["Likes", "Bookmarks", "Replies", "Reposts", "Url clicks"]
column_holds = {"Link" = '(?i)\b(x|twitter)\.com/'}
account   = "own"
source    = '''regexp_extract("Link", '\.com/([^/]+)/', 1)'''
confidence = "file"
layout    = "2024 to 2025"
evidence  = "files from November 2024 on, repository FG-SC/Wormhole-analytics"
export.en = "Analytics › Content › Download"
export.fr = "Analytics › Contenu › Télécharger"
*/
-- one row per post; the export has the day, not the hour
select
    record,
    "Date" as published,
    null as brand,
    'x' as channel,
    nullif(regexp_extract("Link", '\.com/([^/]+)/', 1), '') as account,
    "Post id" as platform_id,
    "Link" as url,
    unescape("Post text") as text,
    "Impressions" as impressions,
    "Likes" as reactions,
    "Replies" as comments,
    "Reposts" as shares,
    "Bookmarks" as saves,
    "Url clicks" as clicks,
    "Engagements" as engagement
from upload
