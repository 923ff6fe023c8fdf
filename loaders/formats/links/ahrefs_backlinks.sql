/*
title.en  = "Ahrefs backlinks"
title.fr  = "Ahrefs, backlinks"
tool      = "Ahrefs"
signature = ["Referring page URL", "Domain rating", "Target URL", "Anchor", "First seen"]
optional  = ["Lost", "Nofollow"]
dates     = "iso"
decimals  = "dot"
account   = "own"
confidence = "docs"
layout    = "unknown"
evidence  = "its documentation; the page is unknown"
export.en = "Site Explorer › Backlinks › Export"
export.fr = "Site Explorer › Backlinks › Exporter"
*/
-- one row per link to us, on the day when the tool first saw it
select
    record,
    "First seen" as day,
    null as brand,
    "Referring page URL" as source_url,
    site("Referring page URL") as source_domain,
    "Target URL" as target_url,
    "Anchor" as anchor,
    "Domain rating" as authority,
    "Lost" as lost,
    case lower("Nofollow") when 'false' then 'yes' when 'true' then 'no' end as is_follow
from upload
