/*
title.en  = "NetBase Quid sound bites"
title.fr  = "NetBase Quid, extraits"
tool      = "NetBase Quid"
signature = ["Post ID", "Sound Bite Text", "Source Type", "Published Date", "Sentiment"]
optional  = ["Title", "URL", "Domain", "Author Name", "Author Followers", "Language", "Country", "Topic", "Brand"]
dates      = "iso"
zone_from  = '\(GMT([+-]\d\d:\d\d)\)'
remarks    = ["sound_bites", "offset"]
confidence = "parser"
layout    = "unknown"
evidence  = "public code that lists its column names"

[aliases]
"Published Date" = ['/published date.+/']
*/
-- one row per passage ("sound bite") of a post: the post counts once
select
    record,
    "Published Date" as published,
    "Brand" as brand,
    coalesce(channel_of("Source Type"), channel_of("Domain"), 'other') as channel,
    coalesce(site("URL"), cell("Domain")) as source,
    "Author Name" as author,
    "Author Followers" as author_followers,
    "URL" as url,
    "Title" as title,
    "Sound Bite Text" as text,
    "Language" as language,
    "Country" as country,
    "Topic" as topic,
    case
        when cell("Post ID") is not null
         and min(lower(known("Sentiment"))) over post <> max(lower(known("Sentiment"))) over post then 'mixed'
        else "Sentiment"
    end as sentiment,
    "Post ID" as platform_id
from upload
window post as (partition by cell("Post ID"))
