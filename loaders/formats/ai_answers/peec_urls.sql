/*
title.en  = "Peec, pages cited"
title.fr  = "Peec, pages citées"
tool      = "Peec"
signature = ["url", "domain", "url_classification", "domain_classification", "mentions", "retrievals", "citation_rate"]
lacks      = "dates"
confidence = "parser"
layout    = "unknown"
evidence  = "public code that reads such files; no file was seen"
*/
-- pages that answers cite, over a period that the file does not tell
select record from upload
