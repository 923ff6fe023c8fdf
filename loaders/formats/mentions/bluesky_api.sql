/*
title.en  = "Bluesky posts, as its interface for programs names their fields"
title.fr  = "Publications de Bluesky, aux noms de champs de son interface pour programmes"
tool      = "Bluesky"
signature = ["uri", "text", "createdAt", "replyCount", "repostCount", "likeCount"]
optional  = ["author", "quoteCount"]
column_holds = {uri = '^at://'}
dates      = "iso"
zone       = "UTC"
confidence = "docs"
layout    = "unknown"
evidence  = "documentation of its interface for programs"

[aliases]
text        = ["record.text"]
createdAt   = ["record.createdAt", "created_at"]
replyCount  = ["reply_count"]
repostCount = ["repost_count"]
likeCount   = ["like_count"]
quoteCount  = ["quote_count"]
author      = ["author.handle", "author_handle", "handle"]
*/
-- one row per post; its address is at://<author's id>/app.bsky.feed.post/<id of the post>
select
    record,
    "createdAt" as published,
    null as brand,
    'bluesky' as channel,
    'bsky.app' as source,
    "author" as author,
    nullif(regexp_replace("uri", '^at://([^/]+)/app\.bsky\.feed\.post/(.+)$', 'https://bsky.app/profile/\1/post/\2'), "uri") as url,
    "text" as text,
    cast(
        count_sum(whole("likeCount"), whole("replyCount"), count_sum(whole("repostCount"), whole("quoteCount"), null)) as varchar
    ) as engagement,
    "uri" as platform_id
from upload
