/*
title.en  = "Hootsuite posts"
title.fr  = "Hootsuite, publications"
tool      = "Hootsuite"
signature = ["Date", "Message", "Permalink", "Likes"]
optional  = ["Account", "Type", "Comments", "Shares", "Clicks", "Impressions", "Reach", "Engagements"]
dates     = "prove"
account   = "own"
remarks   = ["zone_untold"]
confidence = "parser"
layout    = "unknown"
evidence  = "public code that lists its column names; no file was seen"
export.en = "Analytics › a report › Export › CSV"
export.fr = "Statistiques › un rapport › Exporter › CSV"

[aliases]
"Date"      = ["Post date", "Created time", "Date published"]
"Message"   = ["Post message", "Caption", "Tweet"]
"Permalink" = ["Post link", "Link", "Url"]
"Likes"     = ["Reactions"]
"Account"   = ["Profile", "Profile name", "Page name"]
"Shares"    = ["Retweets"]
"Engagements" = ["Engagement"]
*/
-- one row per post; the network comes from the file's name (facebook_…_facebook_posts.csv) or from the links
select
    record,
    "Date" as published,
    null as brand,
    coalesce(
        channel_of(site("Permalink")),
        channel_of(nullif(regexp_extract(lower(context.file_name), '^(facebook|instagram|twitter|linkedin|youtube|tiktok|pinterest)_', 1), ''))
    ) as channel,
    "Account" as account,
    "Permalink" as url,
    "Message" as text,
    "Type" as post_type,
    "Impressions" as impressions,
    "Reach" as reach,
    "Likes" as reactions,
    "Comments" as comments,
    "Shares" as shares,
    "Clicks" as clicks,
    "Engagements" as engagement
from upload
cross join context
