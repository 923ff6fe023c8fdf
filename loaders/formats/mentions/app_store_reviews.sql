/*
title.en  = "Collected reviews of app stores"
title.fr  = "Avis collectés des magasins d'applications"
tool      = "App store collector"
signature = ["Platform", "App", "User", "Date", "Rating", "Review", "Title"]
dates      = "prove"
remarks    = ["rated"]
confidence = "file"
layout    = "2025"
evidence  = "a collected file with reviews of June 2025; its repository is unknown"
*/
-- one row per review
select
    record,
    "Date" as published,
    "App" as brand,
    'review' as channel,
    "Platform" as source,
    "User" as author,
    "Title" as title,
    "Review" as text,
    "Rating" as rating
from upload
