/*
title.en  = "Search Console filters"
title.fr  = "Search Console, filtres"
tool      = "Google Search Console"
signature = ["Filter", "Value"]
lacks     = "figures"
confidence = "file"
layout    = "2026"
evidence  = "exports in English (repository DanielTheC/internal-lnking-tool, 2026) and in French (repository GAP028/michelin-seo-dashboard)"
export.en = "Performance › Export › Download CSV, Excel or Google Sheets"
export.fr = "Performances › Exporter › Télécharger au format CSV, Excel ou Google Sheets"
*/
-- not loaded: search type and period of the other tables, which read the period from here
select
    record
from upload
