/*
title.en  = "Sysomos MAP mentions"
title.fr  = "Sysomos MAP, mentions"
tool      = "Sysomos"
signature = ["Source", "Host", "Link", "Date", "Time", "AuthorName", "Sentiment", "Title", "Snippet", "Contents"]
optional  = ["AuthorId", "Followers", "Language", "Country", "Tags", "UniqueId"]
dates      = "prove"
zone_from  = '^Date ?\(([A-Z]{1,3}T|UTC|GMT)\)$'
confidence = "docs"
layout    = "unknown"
evidence  = "a public page that quotes the header; no file was seen"

[aliases]
Date = ['/date ?\([a-z]{2,4}\)/']
Time = ['/time ?\([a-z]{2,4}\)/']
*/
-- one row per mention; date and time are in two columns, their zone in the header. The address identifies a mention
select
    record,
    concat_ws(' ', cell("Date"), known("Time")) as published,
    null as brand,
    coalesce(channel_of("Source"), channel_of("Host"), 'other') as channel,
    coalesce(site("Link"), cell("Host")) as source,
    coalesce(cell("AuthorId"), cell("AuthorName")) as author,
    "Followers" as author_followers,
    "Link" as url,
    "Title" as title,
    coalesce(cell("Contents"), cell("Snippet")) as text,
    "Language" as language,
    "Country" as country,
    "Sentiment" as sentiment,
    starts_with(coalesce(cell("Contents"), cell("Snippet")), 'RT @') as is_repost,
    case when cell("Link") is null then "UniqueId" end as platform_id
from upload
