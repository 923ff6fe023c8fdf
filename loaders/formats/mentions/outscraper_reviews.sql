/*
title.en  = "Google reviews collected by Outscraper"
title.fr  = "Avis Google collectés par Outscraper"
tool      = "Outscraper"
signature = ["review_id", "author_title", "review_text", "owner_answer", "review_rating", "review_datetime_utc"]
optional  = [
    "name", "review_timestamp", "review_link", "review_likes", "owner_answer_timestamp", "owner_answer_timestamp_datetime_utc",
]
dates      = "mdy"
zone       = "UTC"
decimals   = "dot"
source     = 'cell("name")'
remarks    = ["rated"]
confidence = "parser"
layout    = "unknown"
evidence  = "public importers and their test files"
export.en  = "Google Maps Reviews › Tasks › Download › CSV or XLSX"
export.fr  = "Google Maps Reviews › Tâches › Télécharger › CSV ou XLSX"
*/
-- one row per review; its instant is also given in seconds since 1970, which has no order of day and month
select
    record,
    coalesce(known("review_timestamp"), "review_datetime_utc") as published,
    null as brand,
    'review' as channel,
    'google.com' as source,
    "author_title" as author,
    "review_link" as url,
    "review_text" as text,
    cast(whole("review_likes") as varchar) as engagement,
    "review_id" as platform_id,
    "review_rating" as rating,
    if(cell("owner_answer") is null, 'no', 'yes') as is_answered,
    case
        when cell("owner_answer") is not null
            then coalesce(known("owner_answer_timestamp"), known("owner_answer_timestamp_datetime_utc"))
    end as replied
from upload
