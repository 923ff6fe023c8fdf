/*
title.en  = "Sheet of followers, a column per network that says so"
title.fr  = "Tableau des abonnés, une colonne par réseau qui le dit"
tool      = "Excel"
by_hand   = true
signature = ["date"]
optional  = ["brand"]
wide      = '(?i)^((nb|nombre|total|anzahl|aantal) ?(de |d.)?)?(abonn[ée]s?|followers?|fans|abonnenten|seguidores|iscritti|volgers)\W+((de |d.|auf |op |em |en |su )?)(linkedin|facebook|instagram|twitter|youtube|tiktok|pinterest|threads|bluesky|mastodon|snapchat|twitch|x)\W*$|^(linkedin|facebook|instagram|twitter|youtube|tiktok|pinterest|threads|bluesky|mastodon|snapchat|twitch|x)\W+(abonn[ée]s?|followers?|fans|abonnenten|seguidores|iscritti|volgers)$'
dates     = "prove"
aside     = 'is_total("date")'
account   = "own"
confidence = "docs"
layout    = "not applicable: made by hand"
evidence  = "unknown"
export.en = "Made by hand: a date, and a column such as 'Facebook followers' per network"
export.fr = "Fait à la main : une date, et une colonne telle que « Abonnés Facebook » par réseau"

[aliases]
date  = ["jour", "day", "semaine", "mois", "fecha", "datum", "tag", "data"]
brand = ["marque"]
*/
-- one row per day and network
select
    record,
    "date" as day,
    "brand" as brand,
    regexp_extract(lower(cell.name), '(linkedin|facebook|instagram|twitter|youtube|tiktok|pinterest|threads|bluesky|mastodon|snapchat|twitch|\bx\b)', 1) as channel,
    cell.value as followers
from upload
cross join unnest(wide) as networks(cell)
where known(cell.value) is not null
