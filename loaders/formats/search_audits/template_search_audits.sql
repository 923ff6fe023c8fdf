/*
title.en  = "Search and suggestion audit template"
title.fr  = "Modèle « audit de recherche et de suggestions »"
tool      = "E-reputation"
by_hand   = true
signature = ["date", "brand", "query", "kind", "result"]
optional  = ["engine", "rank", "url", "sentiment"]
dates     = "prove"
sentiment = "prove"
aside     = 'is_total("date") or (cell("date") is null and is_total("brand"))'
confidence = "file"
layout    = "current"
evidence  = "our own template"
export.en = "Uploads › Templates to fill by hand"
export.fr = "Imports › Modèles à remplir à la main"

[aliases]
date      = ["jour", "day"]
brand     = ["marque"]
query     = ["requête"]
kind      = ["nature"]
result    = ["résultat", "résultat ou suggestion", "result or suggestion"]
engine    = ["moteur"]
rank      = ["rang"]
url       = ["lien", "link"]
sentiment = ["tonalité"]
*/
-- one row per result of the first page, suggestion, or statement of an assistant's answer, of an audited query; other
-- kinds are rejected
select
    record,
    "date"      as day,
    "brand"     as brand,
    "engine"    as engine,
    "query"     as query,
    case
        when regexp_matches(lower(cell("kind")), '^sugg') then 'suggestion'
        when regexp_matches(lower(cell("kind")), '^r[ée]sult') then 'result'
        when regexp_matches(lower(cell("kind")), '^(answer|r[ée]ponse)') then 'answer'
    end as kind,
    "rank"      as rank,
    "result"    as item,
    "url"       as url,
    "sentiment" as sentiment
from upload
