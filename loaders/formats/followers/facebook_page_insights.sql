/*
title.en  = "Facebook Insights, page"
title.fr  = "Facebook Insights, page"
tool      = "Facebook Insights"
signature = ["Date", "page_fans:lifetime"]
optional  = ["page_fan_adds_unique:day", "page_fan_removes_unique:day"]
dates     = "mdy"
account   = "own"
aside     = 'cell("Date") is null'
confidence = "file"
layout    = "2017, exported until 2021"
evidence  = "exports of 2017, repository viethngn/LACDA"
export.en = "Insights › Export data › Page data (until 2021)"
export.fr = "Statistiques › Exporter les données › Données de la Page (jusqu'en 2021)"

[aliases]
"page_fans:lifetime"          = ["Lifetime Total Likes"]
"page_fan_adds_unique:day"    = ["Daily New Likes"]
"page_fan_removes_unique:day" = ["Daily Unlikes"]
*/
-- one row per day; the row below the header describes the columns
select
    record,
    "Date" as day,
    null as brand,
    'facebook' as channel,
    "page_fans:lifetime" as followers,
    "page_fan_adds_unique:day" as gained,
    "page_fan_removes_unique:day" as lost
from upload
