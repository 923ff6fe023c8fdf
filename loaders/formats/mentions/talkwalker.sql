/*
title.en  = "Talkwalker results"
title.fr  = "Talkwalker, résultats"
tool      = "Talkwalker"
signature = ["url", "title_snippet", "content_snippet", "matched_profile", "source_type"]
optional  = [
    "published", "published_ts", "title", "content", "root_url", "domain_url", "lang", "sentiment", "tags_internal", "reach", "engagement",
    "extra_author_attributes.name", "extra_author_attributes.short_name",
    "extra_author_attributes.world_data.country_code", "extra_source_attributes.world_data.country_code",
    "extra_source_attributes.name", "extra_source_attributes.short_name",
    "source_extended_attributes.facebook_followers", "source_extended_attributes.twitter_followers",
    "source_extended_attributes.instagram_followers",
]
dates     = "dmy"
sentiment = "-5..5"
confidence = "file"
layout    = "2017 to 2023"
evidence  = "sample.xlsx of 2017, repository ALB5/talkwalker_gephi; names of 2023 from public code"
export.en = "Results › Export › Excel or CSV"
export.fr = "Résultats › Exporter › Excel ou CSV"

[aliases]
"extra_author_attributes.name"       = ["extra_creator_attributes.name"]
"extra_author_attributes.short_name" = ["extra_creator_attributes.short_name"]
"extra_author_attributes.world_data.country_code" = ["extra_creator_attributes.world_data.country_code"]
*/
-- one row per result and profile that it matches; times are those of the user's profile: the organisation's zone
select
    record,
    -- results since 2024: the instant in milliseconds, which needs no zone
    coalesce(known("published_ts"), "published") as published,
    -- 'SEARCH /  / Carrefour': the last step of the profile's path
    trim(split_part(coalesce(profile, "matched_profile"), '/', -1)) as brand,
    coalesce(channel_of("source_type"), channel_of("domain_url"), 'other') as channel,
    coalesce(site("root_url"), site("domain_url"), site("url")) as source,
    coalesce(
        cell("extra_author_attributes.short_name"),
        cell("extra_author_attributes.name"),
        cell("extra_source_attributes.short_name"),
        cell("extra_source_attributes.name")
    ) as author,
    coalesce(
        known("source_extended_attributes.twitter_followers"),
        known("source_extended_attributes.instagram_followers"),
        known("source_extended_attributes.facebook_followers")
    ) as author_followers,
    "url" as url,
    coalesce(cell("title"), cell("title_snippet")) as title,
    coalesce(cell("content"), cell("content_snippet")) as text,
    "lang" as language,
    coalesce(
        cell("extra_author_attributes.world_data.country_code"),
        cell("extra_source_attributes.world_data.country_code")
    ) as country,
    "sentiment" as sentiment,
    "reach" as reach,
    "engagement" as engagement,
    contains("tags_internal", 'isRepost') as is_repost
from upload
cross join unnest(
    -- a comma separates two profiles only if each is a path: a name may contain one
    case
        when contains("matched_profile", ',')
         and len(list_filter(string_split("matched_profile", ','), lambda one: not contains(one, '/'))) = 0
            then list_distinct(string_split("matched_profile", ','))
        else ["matched_profile"]
    end
) as matched(profile)
