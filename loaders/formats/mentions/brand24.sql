/*
title.en  = "Brand24 mentions"
title.fr  = "Brand24, mentions"
tool      = "Brand24"
signature = ["ID", "Date", "Hrs", "Title", "Content", "Source", "Domain", "Category", "Sentiment"]
dates      = "prove"
sentiment  = "prove"
remarks    = ["zone_untold"]
confidence = "parser"
layout    = "unknown"
evidence  = "public importers and their test files"
export.en  = "Mentions › Export › XLSX"
export.fr  = "Mentions › Exporter › XLSX"
*/
-- one row per mention; `Source` is its address, `Domain` its site, `Category` the kind of site; the hour has its own column
select
    record,
    concat_ws(' ', cell("Date"), known("Hrs")) as published,
    null as brand,
    coalesce(channel_of("Domain"), channel_of("Category")) as channel,
    coalesce(site("Source"), cell("Domain")) as source,
    "Source" as url,
    "Title" as title,
    "Content" as text,
    "Sentiment" as sentiment,
    "ID" as platform_id
from upload
