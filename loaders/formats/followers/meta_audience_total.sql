/*
title.en  = "Meta Business Suite audience, followers in all"
title.fr  = "Meta Business Suite, audience, total des abonnés"
tool      = "Meta Business Suite"
signature = ["FB_PAGE FOLLOW UNIQUE_USERS"]
preamble  = '(?im)^\W*(facebook|instagram) followers\W*$'
account   = "own"
asks      = ["export_date"]
blocks    = true
aside     = 'cell("FB_PAGE FOLLOW UNIQUE_USERS") is null'
confidence = "parser"
layout    = "unknown"
evidence  = "public code that reads the block of the follower total"
export.en = "Insights › Audience › Export"
export.fr = "Statistiques › Audience › Exporter"

[aliases]
"FB_PAGE FOLLOW UNIQUE_USERS" = ["/[a-z ]+ follow unique users/"]
*/
-- one row: the audience on the day of the export
select
    record,
    context.export_date as day,
    null as brand,
    case when regexp_matches(context.preamble, '(?im)^\W*instagram') then 'instagram' else 'facebook' end as channel,
    "FB_PAGE FOLLOW UNIQUE_USERS" as followers
from upload
cross join context
