/*
title.en  = "Facebook Insights, posts"
title.fr  = "Facebook Insights, publications"
tool      = "Facebook Insights"
signature = ["Post ID", "Permalink", "Posted", "post_impressions_unique:lifetime"]
optional  = ["Post Message", "Type", "post_impressions:lifetime", "post_impressions_paid:lifetime", "post_consumptions:lifetime", "post_video_views_organic:lifetime", "post_video_views_paid:lifetime"]
dates     = "mdy"
zone      = "America/Los_Angeles"
account   = "own"
source    = '''split_part("Post ID", '_', 1)'''
aside     = 'cell("Post ID") is null'
remarks   = ["without_reactions"]
confidence = "file"
layout    = "2017, exported until 2021"
evidence  = "exports of 2017, repository viethngn/LACDA"
export.en = "Insights › Export data › Post data (until 2021)"
export.fr = "Statistiques › Exporter les données › Données de publication (jusqu'en 2021)"

[aliases]
"post_impressions_unique:lifetime"   = ["Lifetime Post Total Reach"]
"post_impressions:lifetime"          = ["Lifetime Post Total Impressions"]
"post_impressions_paid:lifetime"     = ["Lifetime Post Paid Impressions"]
"post_consumptions:lifetime"         = ["Lifetime Post Consumptions"]
"post_video_views_organic:lifetime"  = ["Lifetime Organic Video Views"]
"post_video_views_paid:lifetime"     = ["Lifetime Paid Video Views"]
*/
-- one row per post; the row below the header describes the columns, times are of California
select
    record,
    "Posted" as published,
    null as brand,
    'facebook' as channel,
    -- page_post: the second number is the post's id in Meta Business Suite
    regexp_extract("Post ID", '([^_]+)$', 1) as platform_id,
    "Permalink" as url,
    "Post Message" as text,
    "Type" as post_type,
    "post_impressions:lifetime" as impressions,
    "post_impressions_unique:lifetime" as reach,
    cast(count_sum(whole("post_video_views_organic:lifetime"), whole("post_video_views_paid:lifetime"), null) as varchar) as views,
    "post_consumptions:lifetime" as clicks,
    case when whole("post_impressions_paid:lifetime") > 0 then 'yes' when whole("post_impressions_paid:lifetime") = 0 then 'no' end as is_paid
from upload
