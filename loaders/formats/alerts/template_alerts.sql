/*
title.en  = "Alert log template"
title.fr  = "Modèle « journal des alertes »"
tool      = "E-reputation"
by_hand   = true
signature = ["alert", "brand", "acknowledged"]
optional  = ["first mention", "informed", "topic", "confirmed"]
dates     = "prove"
aside     = 'is_total("acknowledged") or (cell("acknowledged") is null and is_total("brand"))'
confidence = "file"
layout    = "current"
evidence  = "our own template"
export.en = "Uploads › Templates to fill by hand"
export.fr = "Imports › Modèles à remplir à la main"

[aliases]
alert           = ["alerte"]
brand           = ["marque"]
acknowledged    = ["prise en charge", "prise en charge le", "acknowledged on"]
"first mention" = ["première retombée", "première mention"]
informed        = ["direction informée", "direction informée le", "informed on"]
topic           = ["sujet"]
confirmed       = ["confirmée"]
*/
-- one row per alert that was raised
select
    record,
    "acknowledged"  as acknowledged,
    "brand"         as brand,
    "alert"         as name,
    "topic"         as topic,
    "first mention" as first_mention,
    "informed"      as informed,
    "confirmed"     as is_confirmed
from upload
