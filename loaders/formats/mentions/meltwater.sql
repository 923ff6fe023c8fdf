/*
title.en  = "Meltwater mentions (tab separated)"
title.fr  = "Meltwater, mentions (tabulations)"
tool      = "Meltwater"
signature = ["Date", "Headline", "URL", "Opening Text", "Hit Sentence", "Source", "Influencer", "Reach", "Sentiment", "Input Name"]
optional  = ["Country", "Language", "Engagement", "Twitter Followers", "Tweet Id", "Twitter Screen Name"]
dates     = "prove"
confidence = "parser"
layout    = "unknown"
evidence  = "test_sample.csv, repository zoey169/meltwater-automation, with made-up rows, and public code"
export.en = "Media intelligence › Download › CSV"
export.fr = "Veille médias › Télécharger › CSV"
*/
-- one row per result; times are those of the account: the organisation's zone
select
    record,
    "Date" as published,
    "Input Name" as brand,
    coalesce(channel_of("Source"), 'news') as channel,
    coalesce(site("URL"), cell("Source")) as source,
    coalesce(cell("Influencer"), cell("Twitter Screen Name")) as author,
    "Twitter Followers" as author_followers,
    "URL" as url,
    "Headline" as title,
    coalesce(cell("Hit Sentence"), cell("Opening Text")) as text,
    "Language" as language,
    "Country" as country,
    "Sentiment" as sentiment,
    "Reach" as reach,
    "Engagement" as engagement,
    starts_with("Hit Sentence", 'RT @') as is_repost,
    "Tweet Id" as platform_id
from upload
