/*
title.en  = "LinkedIn personal analytics, followers"
title.fr  = "LinkedIn, statistiques personnelles, abonnés"
tool      = "LinkedIn"
signature = ["Date", "New followers"]
preamble  = '(?i)total followers on'
dates     = "mdy"
account   = "own"
confidence = "docs"
layout    = "unknown"
evidence  = "its documentation; the page is unknown"
export.en = "Profile › Analytics › Export (sheet FOLLOWERS)"
export.fr = "Profil › Analyses › Exporter (feuille FOLLOWERS)"
*/
-- one row per day: new followers; the line above gives the audience on one of the days
select
    record,
    "Date" as day,
    null as brand,
    'linkedin' as channel,
    'personal profile' as account,  -- a person's audience is not the page's
    case
        when cell("Date") = regexp_extract(context.preamble, '(?i)followers on ([0-9/]+)', 1)
            then regexp_extract(context.preamble, '(?i)followers on [0-9/]+\W+([0-9][0-9., ]*)', 1)
    end as followers,
    "New followers" as gained
from upload
cross join context
