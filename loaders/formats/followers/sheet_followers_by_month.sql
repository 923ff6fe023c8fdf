/*
title.en  = "Sheet of followers, a column per month"
title.fr  = "Tableau des abonnés, une colonne par mois"
tool      = "Excel"
by_hand   = true
signature = ["channel"]
optional  = ["brand", "account"]
preamble  = '(?i)abonn|followers|\bfans\b'
wide      = '(?i)^(janv?|f[eé]vr?|feb|mars?|avr|apr|mai|may|juin|jun|juil|jul|ao[uû]t?|aug|sept?|oct|nov|d[eé]c)[a-zé]*\.?[ /-]*(\d{2}|\d{4})$|^(19|20)\d{2}-\d{2}(-\d{2}( 00:00:00)?)?$|^\d{1,2}/(19|20)\d{2}$'
aside     = 'is_total("channel") or is_total("brand") and known("channel") is null'
account   = "own"
confidence = "file"
layout    = "not applicable: made by hand"
evidence  = "hand-made sheets in public repositories"
export.en = "Made by hand, with 'followers' in a line above the header"
export.fr = "Fait à la main, avec « abonnés » dans une ligne au-dessus de l'en-tête"

[aliases]
channel = ["canal", "réseau", "réseau social", "network", "plateforme"]
brand   = ["marque"]
account = ["compte", "page"]
*/
-- one row per network and month: the count of a month is that of its last day
select
    record,
    cast(last_day(named_month(cell.name)) as varchar) as day,
    "brand" as brand,
    "channel" as channel,
    "account" as account,
    cell.value as followers
from upload
cross join unnest(wide) as months(cell)
where known(cell.value) is not null
