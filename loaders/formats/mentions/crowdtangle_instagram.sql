/*
title.en  = "CrowdTangle, Instagram posts"
title.fr  = "CrowdTangle, publications Instagram"
tool      = "CrowdTangle"
signature = ["Account", "User Name", "Followers at Posting", "Post Created", "Type", "URL", "Photo", "Description"]
optional  = ["Total Interactions", "Likes", "Comments", "Title"]
dates      = "iso"
confidence = "parser"
layout    = "until August 2024"
evidence  = "public code that reads such files"
*/
-- one row per post of an account
select
    record,
    "Post Created" as published,
    null as brand,
    'instagram' as channel,
    'instagram.com' as source,
    coalesce(cell("User Name"), cell("Account")) as author,
    "Followers at Posting" as author_followers,
    "URL" as url,
    "Title" as title,
    "Description" as text,
    coalesce(known("Total Interactions"), cast(count_sum(whole("Likes"), whole("Comments"), null) as varchar)) as engagement
from upload
