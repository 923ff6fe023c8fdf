/*
title.en  = "Mentions template"
title.fr  = "Modèle « mentions »"
tool      = "E-reputation"
by_hand   = true
signature = ["date", "brand", "channel", "text"]
optional  = [
    "source", "author", "author followers", "title", "url", "language", "country", "topic", "sentiment", "reach",
    "engagements", "repost", "id", "stars", "answered", "answered on",
]
dates     = "prove"
sentiment = "prove"

confidence = "file"
layout    = "current"
evidence  = "our own template"
[aliases]
date               = ["date et heure", "date and time", "published"]
brand              = ["marque"]
channel            = ["canal", "réseau", "network"]
text               = ["texte"]
source             = ["site"]
author             = ["auteur"]
"author followers" = ["abonnés de l'auteur"]
title              = ["titre"]
url                = ["lien", "link"]
language           = ["langue"]
country            = ["pays"]
topic              = ["sujet"]
sentiment          = ["tonalité"]
reach              = ["portée"]
engagements        = ["engagement", "interactions"]
repost             = ["reprise"]
id                 = ["identifiant"]
stars              = ["étoiles"]
answered           = ["répondu"]
"answered on"      = ["répondu le"]
*/
-- one row per mention
select
    record,
    "date"             as published,
    "brand"            as brand,
    "channel"          as channel,
    "source"           as source,
    "author"           as author,
    "author followers" as author_followers,
    "url"              as url,
    "title"            as title,
    "text"             as text,
    "language"         as language,
    "country"          as country,
    "topic"            as topic,
    "sentiment"        as sentiment,
    "reach"            as reach,
    "engagements"      as engagement,
    flag("repost")     as is_repost,
    "id"               as platform_id,
    "stars"  as rating,
    "answered"         as is_answered,
    "answered on"      as replied
from upload
