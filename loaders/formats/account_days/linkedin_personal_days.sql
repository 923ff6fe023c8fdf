/*
title.en  = "LinkedIn personal analytics, engagement"
title.fr  = "LinkedIn, statistiques personnelles, engagement"
tool      = "LinkedIn"
signature = ["Date", "Impressions", "Engagements"]
file_named = '^(DAILY )?ENGAGEMENT$|^(?i:AggregateAnalytics|Content)_'
dates     = "mdy"
decimals  = "dot"
account   = "own"
confidence = "parser"
layout    = "unknown"
evidence  = "public code that reads such files; no untouched file was seen"
export.en = "Profile › Analytics › Export (sheet ENGAGEMENT)"
export.fr = "Profil › Analyses › Exporter (feuille ENGAGEMENT)"
*/
-- one row per day and measure
select
    record,
    "Date" as day,
    null as brand,
    -- three columns that any tool may have: the network is LinkedIn if the other sheets of the file are LinkedIn's
    case
        when context.siblings like '%LinkedIn%' or regexp_matches(context.table_name, '^(ENGAGEMENT|DAILY ENGAGEMENT)$')
          or regexp_matches(context.file_name, '(?i)^(AggregateAnalytics|Content)_') then 'linkedin'
    end as channel,
    'personal profile' as account,  -- a person's audience is not the page's
    account_metric(cell.name) as metric,
    cell.value as value
from upload
cross join context
cross join unnest(
    [{'name': 'impressions', 'value': "Impressions"}, {'name': 'engagements', 'value': "Engagements"}]
) as figures(cell)
where known(cell.value) is not null
