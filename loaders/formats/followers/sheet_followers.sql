/*
title.en  = "Sheet of followers, without the brand"
title.fr  = "Tableau des abonnés, sans la marque"
tool      = "Excel"
by_hand   = true
signature = ["date", "channel", "followers"]
optional  = ["account"]
dates     = "prove"
account   = "own"
totals    = ["followers"]
aside     = 'is_total("date")'
confidence = "file"
layout    = "not applicable: made by hand"
evidence  = "hand-made sheets in public repositories"
export.en = "Made by hand"
export.fr = "Fait à la main"

[aliases]
date      = ["jour", "day"]
channel   = ["canal", "réseau", "réseau social", "network", "plateforme"]
followers = ["abonnés", "fans", "nb d'abonnés", "nombre d'abonnés", "nb abonnés"]
account   = ["compte", "page"]
*/
-- one row per day, network and account
select
    record,
    "date"      as day,
    null        as brand,
    "channel"   as channel,
    "account"   as account,
    "followers" as followers
from upload
