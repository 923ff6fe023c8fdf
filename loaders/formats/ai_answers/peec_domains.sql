/*
title.en  = "Peec, sites cited"
title.fr  = "Peec, sites cités"
tool      = "Peec"
signature = ["domain", "type", "retrieved", "retrieval_rate", "citation_rate"]
lacks      = "dates"
confidence = "parser"
*/
-- sites that answers cite, over a period that the file does not tell
select record from upload
