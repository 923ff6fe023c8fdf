/*
title.en  = "Majestic backlinks"
title.fr  = "Majestic, backlinks"
tool      = "Majestic"
signature = ["SourceURL", "AnchorText", "TargetURL", "SourceCitationFlow", "SourceTrustFlow", "FirstIndexedDate"]
optional  = ["DateLost", "FlagNoFollow"]
dates     = "iso"
decimals  = "dot"
account   = "own"
confidence = "parser"
layout    = "unknown"
evidence  = "public code that reads such files"
export.en = "Site Explorer › Backlinks › Export › CSV"
export.fr = "Site Explorer › Backlinks › Exporter › CSV"
*/
-- one row per link to us, on the day when the tool first saw it; authority is the trust flow of the page that links
select
    record,
    "FirstIndexedDate" as day,
    null as brand,
    "SourceURL" as source_url,
    site("SourceURL") as source_domain,
    "TargetURL" as target_url,
    "AnchorText" as anchor,
    "SourceTrustFlow" as authority,
    "DateLost" as lost,
    case cell("FlagNoFollow") when '+' then 'no' when '-' then 'yes' end as is_follow
from upload
