/*
title.en  = "Fanpage Karma posts"
title.fr  = "Fanpage Karma, publications"
tool      = "Fanpage Karma"
signature = ["Date", "Profile", "Profile-ID", "Message", "Message-ID", "Link"]
optional  = ["Network", "Likes (total)", "Comments (total)", "Number of Shares"]
dates     = "prove"
remarks   = ["zone_untold"]
confidence = "parser"
layout    = "unknown"
evidence  = "four public programs that read such files; no file was seen"
export.en = "Posts › Export › Excel"
export.fr = "Publications › Exporter › Excel"

[aliases]
"Likes (total)"    = ["Number of Likes", "Reactions (total)"]
"Comments (total)" = ["Number of Comments"]
"Number of Shares" = ["Shares (total)"]
*/
-- one row per post: each profile is a brand
select
    record,
    "Date" as published,
    "Profile" as brand,
    coalesce(cell("Network"), channel_of(site("Link"))) as channel,
    "Profile-ID" as account,
    "Message-ID" as platform_id,
    "Link" as url,
    "Message" as text,
    "Likes (total)" as reactions,
    "Comments (total)" as comments,
    "Number of Shares" as shares
from upload
