/*
title.en  = "Peec, sites cited"
title.fr  = "Peec, sites cités"
tool      = "Peec"
signature = ["domain", "type", "retrieved", "retrieval_rate", "citation_rate"]
lacks      = "dates"
confidence = "parser"
layout    = "unknown"
evidence  = "public code that reads such files; no file was seen"
*/
-- sites that answers cite, over a period that the file does not tell
select record from upload
