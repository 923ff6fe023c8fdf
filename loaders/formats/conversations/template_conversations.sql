/*
title.en  = "Conversations template"
title.fr  = "Modèle « conversations »"
tool      = "E-reputation"
by_hand   = true
signature = ["received", "brand", "channel", "message"]
optional  = ["id", "kind", "author", "topic", "url", "first reply", "first reply minutes", "treated", "resolved on", "needs answer", "resolved", "satisfied", "needs routing", "routed to", "routed", "sentiment", "last sentiment"]
dates     = "prove"
sentiment = "prove"
aside     = 'is_total("received") or (cell("received") is null and is_total("brand"))'
confidence = "file"
layout    = "current"
evidence  = "our own template"
export.en = "Uploads › Templates to fill by hand"
export.fr = "Imports › Modèles à remplir à la main"

[aliases]
brand              = ["marque"]
channel            = ["canal", "réseau", "network"]
received              = ["reçu le", "received on"]
id                    = ["identifiant", "ticket"]
kind                  = ["nature", "type"]
author                = ["auteur"]
topic                 = ["sujet"]
url                   = ["lien", "link"]
"first reply"         = ["première réponse", "première réponse le"]
"first reply minutes" = ["minutes avant première réponse"]
treated               = ["traité le", "treated on"]
"resolved on"         = ["résolu le"]
"needs answer"        = ["réponse attendue"]
resolved              = ["résolu"]
satisfied             = ["satisfait"]
"needs routing"       = ["à transmettre"]
"routed to"           = ["transmis à"]
routed                = ["transmis le", "routed on"]
sentiment             = ["tonalité"]
"last sentiment"      = ["dernière tonalité", "dernier sentiment"]
*/
-- one row per message, comment or request that reached us
select
    record,
    "received"            as received,
    "brand"               as brand,
    "channel"             as channel,
    "id"                  as platform_id,
    "kind"                as kind,
    "author"              as author,
    "topic"               as topic,
    "message"             as text,
    "url"                 as url,
    "first reply"         as first_reply,
    "first reply minutes" as first_reply_minutes,
    "treated"             as treated,
    "resolved on"         as resolved,
    "needs answer"        as needs_answer,
    "resolved"            as is_resolved,
    "satisfied"           as is_satisfied,
    "needs routing"       as needs_routing,
    "routed to"           as routed_to,
    "routed"              as routed,
    "sentiment"           as sentiment,
    "last sentiment"      as last_sentiment
from upload
