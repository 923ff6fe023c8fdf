/*
title.en  = "Brandwatch mentions, as its interface for programs writes them"
title.fr  = "Brandwatch, mentions telles que son interface de programmation les écrit"
tool      = "Brandwatch"
signature = ["queryName", "date", "fullText", "sentiment"]
optional  = [
    "title", "url", "domain", "pageType", "author", "language", "countryCode", "reachEstimate", "engagementType", "likes",
    "comments", "shares", "twitterFollowers", "xFollowers", "twitterRetweetOf", "xRepostOf", "resourceId",
]
dates      = "iso"
zone       = "UTC"
confidence = "file"
layout    = "unknown"
evidence  = "column_data.csv, repository Jcamposlozano/Brandwatch"
*/
-- one row per mention and query; the address identifies a mention, else the tool's own id
with placed as (
    select
        *,
        site("url") as place
    from upload
)
select
    record,
    "date" as published,
    "queryName" as brand,
    coalesce(channel_of("pageType"), channel_of("domain"), channel_of(place), 'other') as channel,
    coalesce(place, cell("domain")) as source,
    "author" as author,
    coalesce(known("xFollowers"), known("twitterFollowers")) as author_followers,
    "url" as url,
    "title" as title,
    "fullText" as text,
    "language" as language,
    "countryCode" as country,
    "sentiment" as sentiment,
    "reachEstimate" as reach,
    cast(count_sum(whole("likes"), whole("comments"), whole("shares")) as varchar) as engagement,
    coalesce(upper(cell("engagementType")) in ('RETWEET', 'REPOST'), false)
        or cell("xRepostOf") is not null
        or cell("twitterRetweetOf") is not null as is_repost,
    case when cell("url") is null then "resourceId" end as platform_id
from placed
