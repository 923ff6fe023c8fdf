/*
title.en  = "Peec, prompts (rates of an untold period)"
title.fr  = "Peec, prompts (taux d’une période non dite)"
tool      = "Peec"
signature = ["topic_name", "id", "prompt", "visibility", "sentiment", "position", "mentions", "volume", "share_of_voice"]
lacks      = "figures"
confidence = "parser"
layout    = "unknown"
evidence  = "public code that reads such files; no file was seen"
*/
-- the page that it is exported from chooses a period, which the file does not tell
select record from upload
