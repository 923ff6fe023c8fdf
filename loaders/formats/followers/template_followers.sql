/*
title.en  = "Followers template"
title.fr  = "Modèle « abonnés »"
tool      = "E-reputation"
by_hand   = true
signature = ["date", "brand", "channel", "followers"]
optional  = ["account", "gained", "lost"]
dates     = "prove"

confidence = "file"
layout    = "current"
evidence  = "our own template"
[aliases]
date      = ["jour", "day"]
brand     = ["marque"]
channel   = ["canal", "réseau", "network"]
followers = ["abonnés", "fans"]
account   = ["compte"]
gained    = ["gagnés"]
lost      = ["perdus"]
*/
-- one row per day, brand, channel and account
select
    record,
    "date"      as day,
    "brand"     as brand,
    "channel"   as channel,
    "account"   as account,
    "followers" as followers,
    "gained"    as gained,
    "lost"      as lost
from upload
