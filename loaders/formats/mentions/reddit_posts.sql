/*
title.en  = "Reddit posts, as its interface for programs names their fields"
title.fr  = "Publications de Reddit, aux noms de champs de son interface pour programmes"
tool      = "Reddit"
signature = ["id", "created_utc", "subreddit", "title", "selftext", "score", "num_comments"]
optional  = ["author", "permalink"]
dates      = "iso"
zone       = "UTC"
remarks    = ["net_votes"]
confidence = "parser"
layout    = "unknown"
evidence  = "public importers and their test files"
*/
-- one row per post (PRAW, Pushshift and Arctic Shift name their columns so); its instant is given in seconds since 1970
select
    record,
    "created_utc" as published,
    null as brand,
    'reddit' as channel,
    'reddit.com' as source,
    "author" as author,
    case when cell("permalink") like '/r/%' then 'https://www.reddit.com' || cell("permalink") else cell("permalink") end as url,
    "title" as title,
    case when cell("selftext") not in ('[removed]', '[deleted]') then "selftext" end as text,
    cast(count_sum(greatest(whole("score"), 0), whole("num_comments"), null) as varchar) as engagement,
    't3_' || regexp_replace(cell("id"), '^t3_', '') as platform_id
from upload
