/*
title.en  = "Threads posts, as its interface for programs names their fields"
title.fr  = "Publications de Threads, aux noms de champs de son interface pour programmes"
tool      = "Threads"
signature = ["id", "permalink", "text", "timestamp", "views", "likes", "replies", "reposts", "quotes"]
optional  = ["username", "media_type", "shares"]
column_holds = {permalink = 'threads\.(net|com)/'}
dates      = "iso"
zone       = "UTC"
account    = "own"
confidence = "docs"
layout    = "unknown"
evidence  = "documentation of its interface for programs"
*/
-- one row per post; reposts, quotes and shares are its shares
select
    record,
    "timestamp" as published,
    null as brand,
    'threads' as channel,
    "username" as account,
    "id" as platform_id,
    "permalink" as url,
    "text" as text,
    "media_type" as post_type,
    "views" as views,
    "likes" as reactions,
    "replies" as comments,
    cast(count_sum(whole("reposts"), whole("quotes"), whole("shares")) as varchar) as shares
from upload
