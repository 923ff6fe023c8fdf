/*
title.en  = "Posts template"
title.fr  = "Modèle « publications »"
tool      = "E-reputation"
by_hand   = true
signature = ["date", "brand", "channel", "post"]
optional  = ["account", "id", "url", "title", "type", "impressions", "reach", "views", "reactions", "comments", "shares", "saves", "clicks", "engagements", "paid"]
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
date               = ["date et heure", "date and time", "published", "publié le"]
post               = ["publication", "texte de la publication", "post text"]
account            = ["compte"]
id                 = ["identifiant", "post id"]
url                = ["lien", "link", "permalink"]
title              = ["titre"]
type               = ["format", "type de contenu", "content type"]
reach              = ["portée"]
views              = ["vues"]
reactions          = ["réactions", "likes", "j'aime"]
comments           = ["commentaires"]
shares             = ["partages", "reposts"]
saves              = ["enregistrements"]
clicks             = ["clics"]
engagements        = ["engagement", "interactions"]
paid               = ["sponsorisé", "sponsored"]
*/
-- one row per post of ours
select
    record,
    "date"        as published,
    "brand"       as brand,
    "channel"     as channel,
    "account"     as account,
    "id"          as platform_id,
    "url"         as url,
    "title"       as title,
    "post"        as text,
    "type"        as post_type,
    "impressions" as impressions,
    "reach"       as reach,
    "views"       as views,
    "reactions"   as reactions,
    "comments"    as comments,
    "shares"      as shares,
    "saves"       as saves,
    "clicks"      as clicks,
    "engagements" as engagement,
    "paid"        as is_paid
from upload
