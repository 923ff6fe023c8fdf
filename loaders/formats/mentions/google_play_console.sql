/*
title.en  = "Google Play Console reviews"
title.fr  = "Google Play Console, avis"
tool      = "Google Play Console"
signature = ["Package Name", "Reviewer Language", "Review Submit Date and Time", "Review Last Update Date and Time", "Star Rating", "Review Text", "Review Link"]
optional  = ["Review Title"]
dates      = "iso"
zone       = "UTC"
account    = "own"
source     = 'cell("Package Name")'
remarks    = ["rated"]
confidence = "parser"
layout    = "unknown"
evidence  = "the file quoted in the test of a public program"
export.en  = "Google Play Console › Download reports › Reviews"
export.fr  = "Google Play Console › Télécharger des rapports › Avis"
*/
-- one row per review; an edited review appears again in a later month: its link identifies it. Ratings without text are
-- reviews too
select
    record,
    coalesce(known("Review Last Update Date and Time"), "Review Submit Date and Time") as published,
    null as brand,
    'review' as channel,
    'play.google.com' as source,
    "Review Link" as url,
    "Review Title" as title,
    "Review Text" as text,
    "Reviewer Language" as language,
    nullif(regexp_extract("Review Link", '[?&]reviewId=([^&]+)', 1), '') as platform_id,
    "Star Rating" as rating
from upload
