/*
title.en  = "Collected reviews (stars, date, title, review)"
title.fr  = "Avis collectés (étoiles, date, titre, avis)"
tool      = "Trustpilot or ProductReview collector"
signature = ["star", "date", "title", "review"]
optional  = ["author", "company"]
column_holds = {"star" = '(?i)^[0-5]([.,]\d)? (out of 5 )?stars?$'}
dates      = "prove"
aside      = 'cell("date") is null and cell("review") is null and cell("title") is null'
remarks    = ["rated"]
confidence = "file"
layout    = "2024"
evidence  = "files of the repositories lucadigennaro85/Data_Scientest_Project_apr24-stellantis-SupplyChain and masterclasspamelavarela/A3"

[aliases]
star    = ["stars", "rating"]
author  = ["user", "username", "name"]
company = ["brand", "app"]
*/
-- one row per review; a last row with only the mean rating ('8.6,,,') is excluded
select
    record,
    "date" as published,
    "company" as brand,
    'review' as channel,
    "author" as author,
    "title" as title,
    "review" as text,
    "star" as rating
from upload
