/*
title.en  = "Ahrefs referring domains"
title.fr  = "Ahrefs, domaines référents"
tool      = "Ahrefs"
signature = ["Domain", "DR", "Links to target", "First seen", "Lost"]
optional  = ["Dofollow links"]
dates     = "iso"
decimals  = "dot"
account   = "own"
confidence = "file"
layout    = "2026"
evidence  = "files of January 2026, repository DanielTheC/internal-lnking-tool"
export.en = "Site Explorer › Referring domains › Export"
export.fr = "Site Explorer › Domaines référents › Exporter"

[aliases]
"Dofollow links" = ["Dofollow links to target"]
*/
-- one row per domain that links to us, on the day of its first link
select
    record,
    "First seen" as day,
    null as brand,
    "Domain" as source_domain,
    "DR" as authority,
    "Lost" as lost,
    case when whole("Dofollow links") > 0 then 'yes' when whole("Dofollow links") = 0 then 'no' end as is_follow
from upload
