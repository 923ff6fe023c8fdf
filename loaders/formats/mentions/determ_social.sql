/*
title.en  = "Determ mentions on social networks"
title.fr  = "Determ, mentions sur les réseaux sociaux"
tool      = "Determ"
signature = ["mention_snippet", "date", "time", "reach", "engagement_rate", "author", "url", "social_network"]
optional  = ["title", "sentiment", "language", "country", "likes", "comments", "shares"]
dates      = "prove"
confidence = "parser"
layout    = "unknown"
evidence  = "public code that tells such files by their columns"
*/
-- one row per mention; date and time are in two columns, without zone: the organisation's
with placed as (
    select
        *,
        site("url") as place
    from upload
)
select
    record,
    concat_ws(' ', cell("date"), known("time")) as published,
    null as brand,
    coalesce(channel_of("social_network"), channel_of(place), 'other') as channel,
    place as source,
    "author" as author,
    "url" as url,
    "title" as title,
    "mention_snippet" as text,
    "language" as language,
    "country" as country,
    "sentiment" as sentiment,
    "reach" as reach,
    cast(count_sum(whole("likes"), whole("comments"), whole("shares")) as varchar) as engagement
from placed
