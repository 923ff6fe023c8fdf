/*
title.en  = "Facebook Insights, page: by source, place, age"
title.fr  = "Facebook Insights, page : par source, lieu, âge"
tool      = "Facebook Insights"
signature = ["Description", "Date"]
below     = '^(Daily|Weekly|28 Days|Lifetime): '
account   = "own"
lacks     = "whole"
confidence = "file"
layout    = "2017, exported until 2021"
evidence  = "exports of 2017, repository viethngn/LACDA"
export.en = "Insights › Export data › Page data (until 2021)"
export.fr = "Statistiques › Exporter les données › Données de la Page (jusqu'en 2021)"
*/
-- one row per day: the figures of the sheet Key Metrics by source and place; unknown ones are in no column
select
    record,
    "Date" as day,
    null as brand,
    'facebook' as channel,
    null as metric,
    null as value
from upload
