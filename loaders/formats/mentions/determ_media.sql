/*
title.en  = "Determ mentions in the media"
title.fr  = "Determ, mentions dans les médias"
tool      = "Determ"
signature = ["author", "from", "title", "mention_snippet", "date"]
optional  = ["time", "url", "reach", "sentiment", "language", "country"]
dates      = "prove"
confidence = "parser"
layout    = "unknown"
evidence  = "public code that tells such files by their columns"
*/
-- one row per article; `from` is the outlet
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
    coalesce(channel_of("from"), channel_of(place), 'news') as channel,
    coalesce(place, cell("from")) as source,
    "author" as author,
    "url" as url,
    "title" as title,
    "mention_snippet" as text,
    "language" as language,
    "country" as country,
    "sentiment" as sentiment,
    "reach" as reach
from placed
