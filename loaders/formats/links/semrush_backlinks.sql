/*
title.en  = "Semrush backlinks"
title.fr  = "Semrush, backlinks"
tool      = "Semrush"
signature = ["Page ascore", "Source url", "Target url", "Anchor", "First seen"]
optional  = ["Nofollow"]
dates     = "iso"
decimals  = "dot"
account   = "own"
confidence = "docs"
layout    = "unknown"
evidence  = "its documentation; the page is unknown"
export.en = "Backlink Analytics › Backlinks › Export › CSV"
export.fr = "Analyse de backlinks › Backlinks › Exporter › CSV"
*/
-- one row per link to us, on the day when the tool first saw it
select
    record,
    "First seen" as day,
    null as brand,
    "Source url" as source_url,
    site("Source url") as source_domain,
    "Target url" as target_url,
    "Anchor" as anchor,
    "Page ascore" as authority,
    case lower("Nofollow") when 'false' then 'yes' when 'true' then 'no' end as is_follow
from upload
