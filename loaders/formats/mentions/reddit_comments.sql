/*
title.en  = "Reddit comments, as its interface for programs names their fields"
title.fr  = "Commentaires de Reddit, aux noms de champs de son interface pour programmes"
tool      = "Reddit"
signature = ["id", "body", "created_utc", "subreddit", "score", "link_id", "parent_id"]
optional  = ["author", "permalink"]
dates      = "iso"
zone       = "UTC"
remarks    = ["net_votes"]
confidence = "parser"
layout    = "unknown"
evidence  = "public importers and their test files"
*/
-- one row per comment; its instant is given in seconds since 1970
select
    record,
    "created_utc" as published,
    null as brand,
    'reddit' as channel,
    'reddit.com' as source,
    "author" as author,
    case when cell("permalink") like '/r/%' then 'https://www.reddit.com' || cell("permalink") else cell("permalink") end as url,
    "body" as text,
    cast(greatest(whole("score"), 0) as varchar) as engagement,
    't1_' || regexp_replace(cell("id"), '^t1_', '') as platform_id
from upload
