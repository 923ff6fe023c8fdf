/*
title.en  = "Meltwater Explore mentions"
title.fr  = "Meltwater Explore, mentions"
tool      = "Meltwater"
signature = ["Date", "Document ID", "URL", "Source Name", "Author Name", "Title"]
optional  = [
    "Time", "Input Name", "Source Type", "Source Domain", "Author Handle", "Opening Text", "Hit Sentence", "Content Type",
    "Country", "Language", "Sentiment", "Reach", "Engagement",
]
dates      = "prove"
confidence = "file"
layout    = "unknown"
evidence  = "workbook of the repository himashu-LFM/meltwater_tagging"
export.en  = "Explore › Export › XLSX or CSV"
export.fr  = "Explore › Exporter › XLSX ou CSV"
*/
-- one row per result; times are those of the account: the organisation's zone. The document's id (in quotes
-- of its own) is the tool's: the address identifies a mention if there is one
with placed as (
    select
        *,
        site("URL") as place
    from upload
)
select
    record,
    case when known("Time") is null then "Date" else regexp_replace(cell("Date"), '[ T]00:00:00.*$', '') || ' ' || "Time" end
        as published,
    "Input Name" as brand,
    coalesce(
        channel_of("Source Name"),
        channel_of("Source Domain"),
        channel_of(place),
        channel_of("Content Type"),
        channel_of("Source Type"),
        'other'
    ) as channel,
    coalesce(place, cell("Source Domain"), cell("Source Name")) as source,
    coalesce(cell("Author Handle"), cell("Author Name")) as author,
    "URL" as url,
    "Title" as title,
    coalesce(cell("Hit Sentence"), cell("Opening Text")) as text,
    "Language" as language,
    "Country" as country,
    "Sentiment" as sentiment,
    "Reach" as reach,
    "Engagement" as engagement,
    coalesce(contains(lower("Content Type"), 'repost') or starts_with("Hit Sentence", 'RT @'), false) as is_repost,
    case when cell("URL") is null then trim("Document ID", '"') end as platform_id
from placed
