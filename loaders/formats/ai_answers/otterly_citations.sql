/*
title.en  = "Otterly, pages cited"
title.fr  = "Otterly, pages citées"
tool      = "Otterly"
signature = ["Prompt", "Service", "Url", "Position", "Date", "Domain"]
lacks      = "figures"
confidence = "parser"
layout    = "unknown"
evidence  = "public code that reads such files; no file was seen"
*/
-- pages that answers cite: the brands that they name are not in this file
select record from upload
