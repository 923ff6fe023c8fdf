/*
title.en  = "Meta Business Suite follows"
title.fr  = "Meta Business Suite, nouveaux abonnés"
tool      = "Meta Business Suite"
signature = ["Date", "Primary"]
preamble  = "(?im)^(facebook |instagram )?follows\\W*$"
dates     = "iso"
account   = "own"
*/
-- one row per day: new followers of the day (gross), never the audience; the clock part is a daylight-saving artefact
select
    record,
    "Date" as day,
    null as brand,
    case
        when regexp_matches(given.preamble, '(?i)instagram follows') then 'instagram'
        when regexp_matches(given.preamble, '(?i)facebook follows') then 'facebook'
    end as channel,
    "Primary" as gained
from upload
cross join given
