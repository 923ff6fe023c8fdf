/*
title.en  = "Trustpilot Business reviews"
title.fr  = "Trustpilot Business, avis"
tool      = "Trustpilot"
signature = ["Review Id", "Review Created (UTC)", "Review Title", "Review Content", "Review Stars"]
optional  = ["Review Username", "Webshop Name", "Domain Url", "Review Language"]
dates      = "iso"
zone       = "UTC"
account    = "own"
source     = 'coalesce(cell("Domain Url"), cell("Webshop Name"))'
remarks    = ["rated"]
confidence = "parser"
layout    = "unknown"
evidence  = "eight public programs that read such files; no file was seen"
export.en  = "Trustpilot Business › Manage reviews › Service reviews › Export"
export.fr  = "Trustpilot Business › Gérer les avis › Avis sur le service › Exporter"

[aliases]
"Review Id"  = ["Review ID"]
"Domain Url" = ["Domain URL"]
*/
-- one row per review
select
    record,
    "Review Created (UTC)" as published,
    coalesce(cell("Webshop Name"), cell("Domain Url")) as brand,
    'review' as channel,
    'trustpilot.com' as source,
    "Review Username" as author,
    "Review Title" as title,
    "Review Content" as text,
    "Review Language" as language,
    "Review Id" as platform_id,
    "Review Stars" as rating
from upload
