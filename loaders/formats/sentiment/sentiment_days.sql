/*
title.en  = "Sentiment per day"
title.fr  = "Tonalité par jour"
tool      = "any tool that counts mentions by day and sentiment"
by_hand   = true
signature = ["date", "positive", "neutral", "negative"]
optional  = ["channel", "mixed", "unknown"]
dates      = "prove"
aside      = 'is_total("date")'
totals     = ["positive", "neutral", "negative"]
confidence = "docs"
layout    = "not applicable: any tool"
evidence  = "unknown"

[aliases]
date     = ["jour", "day"]
channel  = ["canal", "réseau", "network"]
positive = ["positives", "positive mentions", "positif", "positifs", "mentions positives"]
neutral  = ["neutrals", "neutral mentions", "neutre", "neutres", "mentions neutres"]
negative = ["negatives", "negative mentions", "négatif", "négatifs", "mentions négatives"]
mixed    = ["mitigé", "mixte"]
unknown  = ["not rated", "inconnu", "non qualifié", "non noté"]
*/
-- one row per day, and channel if the file has it; the brand is asked
select
    record,
    "date"     as day,
    null       as brand,
    "channel"  as channel,
    "positive" as positive,
    "neutral"  as neutral,
    "negative" as negative,
    "mixed"    as mixed,
    "unknown"  as unknown
from upload
