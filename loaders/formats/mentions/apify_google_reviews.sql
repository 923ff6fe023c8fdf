/*
title.en  = "Google reviews collected by Apify"
title.fr  = "Avis Google collectés par Apify"
tool      = "Apify"
signature = ["reviewId", "text", "publishedAtDate", "stars", "responseFromOwnerText", "placeId"]
optional  = ["title", "name", "originalLanguage", "likesCount", "reviewUrl", "responseFromOwnerDate"]
dates      = "iso"
zone       = "UTC"
decimals   = "dot"
source     = 'cell("title")'
remarks    = ["rated"]
confidence = "parser"
layout    = "unknown"
evidence  = "public importers and their test files"
export.en  = "Google Maps Reviews Scraper › Export › CSV or XLSX"
export.fr  = "Google Maps Reviews Scraper › Exporter › CSV ou XLSX"
*/
-- one row per review; `title` is the name of the place
select
    record,
    "publishedAtDate" as published,
    null as brand,
    'review' as channel,
    'google.com' as source,
    "name" as author,
    "reviewUrl" as url,
    "text" as text,
    "originalLanguage" as language,
    cast(whole("likesCount") as varchar) as engagement,
    "reviewId" as platform_id,
    "stars" as rating,
    if(cell("responseFromOwnerText") is null, 'no', 'yes') as is_answered,
    case when cell("responseFromOwnerText") is not null then known("responseFromOwnerDate") end as replied
from upload
