/*
title.en  = "Sprinklr messages"
title.fr  = "Sprinklr, messages"
tool      = "Sprinklr"
signature = ["UniversalMessageId", "SocialNetwork", "SenderScreenName", "Message", "MessageType", "CreatedTime"]
optional  = [
    "SenderListedName", "Sender Followers Count", "Title", "LanguageCode", "Language", "CountryCode", "Country", "Permalink",
    "Domain", "Retweets", "Favorites", "Sentiment", "Topic", "Brand",
]
dates      = "prove"
confidence = "parser"
layout    = "unknown"
evidence  = "public code that lists its column names"

[aliases]
"Sender Followers Count" = ["SenderFollowersCount"]
*/
-- one row per message; times without zone: the organisation's. The address identifies a message, else the tool's
-- own id
select
    record,
    "CreatedTime" as published,
    "Brand" as brand,
    coalesce(channel_of("SocialNetwork"), channel_of("Domain"), 'other') as channel,
    coalesce(site("Permalink"), cell("Domain")) as source,
    coalesce(cell("SenderScreenName"), cell("SenderListedName")) as author,
    "Sender Followers Count" as author_followers,
    "Permalink" as url,
    "Title" as title,
    "Message" as text,
    coalesce(cell("LanguageCode"), cell("Language")) as language,
    coalesce(cell("CountryCode"), cell("Country")) as country,
    "Topic" as topic,
    "Sentiment" as sentiment,
    cast(count_sum(whole("Retweets"), whole("Favorites"), null) as varchar) as engagement,
    coalesce(regexp_matches(lower("MessageType"), 'repost|retweet'), false) as is_repost,
    case when cell("Permalink") is null then "UniversalMessageId" end as platform_id
from upload
