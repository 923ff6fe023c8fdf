/*
title.en  = "LinkedIn page, followers by place, function, industry"
title.fr  = "LinkedIn, page, abonnés par lieu, fonction, secteur"
tool      = "LinkedIn"
signature = ["Location", "Total followers"]
account   = "own"
lacks     = "whole"
confidence = "parser"
layout    = "unknown"
evidence  = "public code that reads such files; no untouched file was seen"
export.en = "Page › Analytics › Followers › Export"
export.fr = "Page › Statistiques › Abonnés › Exporter"

[aliases]
"Location" = ["Job function", "Seniority", "Industry", "Company size"]
*/
-- one row per place or function: members without one are in no row, so that rows do not add up to the audience
select
    record,
    null as day,
    null as brand,
    'linkedin' as channel,
    "Total followers" as followers
from upload
