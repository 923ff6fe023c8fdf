/*
title.en  = "Brandwatch mentions"
title.fr  = "Brandwatch, mentions"
tool      = "Brandwatch"
signature = ["Query Name", "Date", "Title", "Url", "Domain", "Sentiment", "Page Type"]
optional  = [
    "Full Text", "Snippet", "Author", "Language", "Country Code", "Country", "Reach", "Engagement Type", "Repost of",
    "Followers", "Instagram Followers", "Likes", "Comments", "Shares", "Twitter Likes", "Twitter Retweets",
    "Twitter Reply Count", "Facebook Likes", "Facebook Comments", "Facebook Shares", "Instagram Likes",
    "Instagram Comments",
]
dates      = "iso"
confidence = "parser"
layout    = "2021 to 2024"
evidence  = "six public programs that read such files: the names with Twitter of 2021 to 2023, those with X since 2024"
export.en  = "Mentions › Export › CSV or XLSX"
export.fr  = "Mentions › Exporter › CSV ou XLSX"

[aliases]
"Reach"     = ["Reach (new)"]
"Repost of" = ["X Repost of", "Twitter Retweet of"]
"Followers" = ["X Followers", "Twitter Followers"]
*/
-- one row per mention and query; times are in the project's zone; the address identifies a mention
select
    record,
    "Date" as published,
    "Query Name" as brand,
    coalesce(channel_of("Page Type"), channel_of("Domain"), 'other') as channel,
    coalesce(site("Url"), cell("Domain")) as source,
    "Author" as author,
    coalesce(known("Followers"), known("Instagram Followers")) as author_followers,
    "Url" as url,
    "Title" as title,
    coalesce(cell("Full Text"), cell("Snippet")) as text,
    "Language" as language,
    coalesce(cell("Country Code"), cell("Country")) as country,
    "Sentiment" as sentiment,
    "Reach" as reach,
    coalesce(
        cast(count_sum(whole("Likes"), whole("Comments"), whole("Shares")) as varchar),
        cast(count_sum(whole("Twitter Likes"), whole("Twitter Reply Count"), whole("Twitter Retweets")) as varchar),
        cast(count_sum(whole("Facebook Likes"), whole("Facebook Comments"), whole("Facebook Shares")) as varchar),
        cast(count_sum(whole("Instagram Likes"), whole("Instagram Comments"), null) as varchar)
    ) as engagement,
    coalesce(upper(cell("Engagement Type")) in ('RETWEET', 'REPOST'), false) or cell("Repost of") is not null as is_repost
from upload
