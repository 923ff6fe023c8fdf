/*
title.en  = "Surveys template"
title.fr  = "Modèle « enquêtes »"
tool      = "E-reputation"
by_hand   = true
signature = ["date", "brand", "survey", "score"]
optional  = ["channel", "answers", "id"]
dates     = "prove"
aside     = 'is_total("date") or (cell("date") is null and is_total("brand"))'
confidence = "file"
layout    = "current"
evidence  = "our own template"
export.en = "Uploads › Templates to fill by hand"
export.fr = "Imports › Modèles à remplir à la main"

[aliases]
brand              = ["marque"]
channel            = ["canal", "réseau", "network"]
date    = ["jour", "day"]
survey  = ["enquête"]
score   = ["note"]
answers = ["réponses", "nombre de réponses"]
id      = ["identifiant"]
*/
-- one row per answer, or per day and score with its number of answers; surveys other than NPS and CSAT are rejected
select
    record,
    "date"    as day,
    "brand"   as brand,
    "channel" as channel,
    case
        when regexp_matches(lower(cell("survey")), 'nps|recommand') then 'nps'
        when regexp_matches(lower(cell("survey")), 'csat|satisfaction') then 'csat'
    end as kind,
    "score"   as score,
    "answers" as answers,
    "id"      as answer_id
from upload
