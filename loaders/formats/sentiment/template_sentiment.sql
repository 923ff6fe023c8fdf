/*
title.en  = "Sentiment template"
title.fr  = "Modèle « sentiment »"
tool      = "E-reputation"
by_hand   = true
signature = ["date", "brand", "positive", "neutral", "negative"]
optional  = ["channel", "mixed", "unknown"]
dates     = "prove"
aside     = 'is_total("date") or (cell("date") is null and is_total("brand"))'
totals    = ["positive", "neutral", "negative"]

confidence = "file"
layout    = "current"
evidence  = "our own template"
[aliases]
date     = ["jour", "day"]
brand    = ["marque"]
channel  = ["canal", "réseau", "network"]
positive = ["positif", "positifs"]
neutral  = ["neutre", "neutres"]
negative = ["négatif", "négatifs"]
mixed    = ["mitigé", "mixte"]
unknown  = ["inconnu", "non qualifié"]
*/
-- one row per day, brand and channel
select
    record,
    "date"     as day,
    "brand"    as brand,
    "channel"  as channel,
    "positive" as positive,
    "neutral"  as neutral,
    "negative" as negative,
    "mixed"    as mixed,
    "unknown"  as unknown
from upload
