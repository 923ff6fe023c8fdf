/*
title.en  = "Relations and expert interventions template"
title.fr  = "Modèle « relations et interventions d'expert »"
tool      = "E-reputation"
by_hand   = true
signature = ["date", "brand", "site", "relation"]
optional  = ["person", "url", "note"]
dates     = "prove"
aside     = 'is_total("date") or (cell("date") is null and is_total("brand"))'
confidence = "file"
layout    = "current"
evidence  = "our own template"
export.en = "Uploads › Templates to fill by hand"
export.fr = "Imports › Modèles à remplir à la main"

[aliases]
date     = ["jour", "day"]
brand    = ["marque"]
site     = ["blog", "site ou blog"]
relation = ["nature", "type de relation"]
person   = ["personne", "interlocuteur", "expert"]
url      = ["lien", "link"]
note     = ["remarque", "commentaire"]
*/
-- one row per exchange with a site or blog, or intervention signed there; other kinds are rejected
select
    record,
    "date"   as day,
    "brand"  as brand,
    "site"   as site,
    case
        when regexp_matches(lower(cell("relation")), 'intervention|expert|tribune') then 'intervention'
        when regexp_matches(lower(cell("relation")), '^([ée]change|exchange|contact|rencontre|meeting|partenariat|partnership|interview|entretien|invitation)') then 'exchange'
    end as kind,
    "person" as person,
    "url"    as url,
    "note"   as note
from upload
