/*
title.en  = "Semrush AI Visibility, topics"
title.fr  = "Semrush AI Visibility, sujets"
tool      = "Semrush"
signature = ["name", "visibility", "mentions", "volume", "intents"]
lacks      = "dates"
confidence = "parser"
layout    = "unknown"
evidence  = "public code that reads such files; no file was seen"
*/
-- topics in which assistants name a brand, without any date
select record from upload
