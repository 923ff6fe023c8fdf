/*
title.en  = "Reddit posts collected with PRAW (reddit_vm.csv, reddit_wsb.csv)"
title.fr  = "Publications de Reddit collectées avec PRAW (reddit_vm.csv, reddit_wsb.csv)"
tool      = "PRAW collector"
signature = ["title", "score", "id", "url", "comms_num", "created", "body"]
dates      = "iso"
zone       = "UTC"
remarks    = ["net_votes"]
confidence = "file"
layout    = "unknown"
evidence  = "reddit_vm.csv and reddit_wsb.csv, public data sets"
*/
-- one row per post or comment; `created` is its instant in seconds since 1970, `timestamp` a local time. The title of a
-- comment is the word Comment; the address of a post may be that of a picture or article
select
    record,
    "created" as published,
    null as brand,
    'reddit' as channel,
    'reddit.com' as source,
    case when site("url") = 'reddit.com' then "url" end as url,
    case when lower(cell("title")) <> 'comment' then "title" end as title,
    "body" as text,
    cast(count_sum(greatest(whole("score"), 0), whole("comms_num"), null) as varchar) as engagement,
    if(lower(cell("title")) = 'comment', 't1_', 't3_') || cell("id") as platform_id
from upload
