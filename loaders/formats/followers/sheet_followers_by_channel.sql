/*
title.en  = "Sheet of followers, a column per network"
title.fr  = "Tableau des abonnés, une colonne par réseau"
tool      = "Excel"
by_hand   = true
signature = ["date"]
optional  = ["brand"]
preamble  = '(?i)abonn|followers|\bfans\b'
wide      = '(?i)^((abonn[ée]s?|followers|fans)\W+)?(linkedin|facebook|instagram|twitter|youtube|tiktok|pinterest|viadeo|dailymotion|threads|bluesky|mastodon|snapchat|twitch|x)(\W+(abonn[ée]s?|followers|fans))?$'
dates     = "prove"
aside     = 'is_total("date")'
account   = "own"
confidence = "file"
layout    = "not applicable: made by hand"
evidence  = "hand-made sheets in public repositories"
export.en = "Made by hand, with 'followers' in a line above the header"
export.fr = "Fait à la main, avec « abonnés » dans une ligne au-dessus de l'en-tête"

[aliases]
date  = ["jour", "day", "semaine", "mois"]
brand = ["marque"]
*/
-- one row per day and network
select
    record,
    "date" as day,
    "brand" as brand,
    regexp_replace(lower(cell.name), '(abonn[ée]s?|followers|fans)|\W', '', 'g') as channel,
    cell.value as followers
from upload
cross join unnest(wide) as networks(cell)
where known(cell.value) is not null
