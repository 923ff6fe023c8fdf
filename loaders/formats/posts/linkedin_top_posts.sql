/*
title.en  = "LinkedIn personal analytics, top posts"
title.fr  = "LinkedIn, statistiques personnelles, meilleures publications"
tool      = "LinkedIn"
signature = ["Post URL", "Post publish date", "Engagements", "Post URL #2", "Post publish date #2", "Impressions"]
dates     = "mdy"
column_holds = {"Post URL" = '(?i)\blinkedin\.com/|\blnkd\.in/'}
account   = "own"
remarks   = ["first_posts"]
confidence = "parser"
layout    = "unknown"
evidence  = "public code that reads such files; no untouched file was seen"
export.en = "Profile › Analytics › Export (sheet TOP POSTS)"
export.fr = "Profil › Analyses › Exporter (feuille TOP POSTS)"
*/
-- one row per post: two tables side by side, by engagements and by impressions; a post may be in both
with engaged as (
    select
        record,
        cell("Post URL")          as url,
        cell("Post publish date") as published,
        "Engagements"             as engagement
    from upload
),
seen as (
    select
        record,
        cell("Post URL #2")          as url,
        cell("Post publish date #2") as published,
        "Impressions"                as impressions
    from upload
),
posts as (
    select
        engaged.record,
        engaged.url,
        engaged.published,
        engaged.engagement,
        seen.impressions
    from engaged
    left join seen using (url)
    where engaged.url is not null
    union all
    select
        seen.record,
        seen.url,
        seen.published,
        engaged.engagement,
        seen.impressions
    from seen
    left join engaged using (url)
    where seen.url is not null
      and engaged.record is distinct from seen.record
)
select
    record,
    published as published,
    null as brand,
    'linkedin' as channel,
    'personal profile' as account,  -- a person's audience is not the page's
    nullif(regexp_extract(url, 'urn:li:[a-zA-Z]+:([0-9]+)', 1), '') as platform_id,
    url as url,
    impressions as impressions,
    engagement as engagement
from posts
