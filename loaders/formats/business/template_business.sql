/*
title.en  = "Business figures template"
title.fr  = "Modèle « chiffres d'affaires et visites »"
tool      = "E-reputation"
by_hand   = true
signature = ["first day", "brand", "visits", "conversions", "revenue"]
optional  = ["last day", "channel", "source", "currency", "model"]
dates     = "prove"
totals    = ["visits"]
aside     = 'is_total("first day") or (cell("first day") is null and is_total("brand"))'
confidence = "file"
layout    = "current"
evidence  = "our own template"
export.en = "Uploads › Templates to fill by hand"
export.fr = "Imports › Modèles à remplir à la main"

[aliases]
brand              = ["marque"]
channel            = ["canal", "réseau", "network"]
"first day" = ["du", "premier jour", "from", "date"]
"last day"  = ["au", "dernier jour", "to"]
source      = ["origine"]
visits      = ["visites", "sessions"]
conversions = ["ventes", "conversions"]
revenue     = ["chiffre d'affaires", "ca"]
currency    = ["devise"]
model       = ["modèle d'attribution", "attribution"]
*/
-- one row per period, network and source
select
    record,
    "first day"   as day,
    "last day"    as last_day,
    "brand"       as brand,
    "channel"     as channel,
    "source"      as source,
    "visits"      as visits,
    "conversions" as conversions,
    "revenue"     as revenue,
    "currency"    as currency,
    "model"       as model
from upload
