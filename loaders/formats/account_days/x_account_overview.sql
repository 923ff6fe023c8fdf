/*
title.en  = "X account overview"
title.fr  = "X, vue d'ensemble du compte"
tool      = "X Analytics"
signature = ["Date", "Impressions", "Engagements", "New follows", "Unfollows"]
wide      = '(?i)^(likes|bookmarks|shares|replies|reposts|profile visits|create post|video views|media views)$'
decimals  = "dot"
account   = "own"
confidence = "file"
layout    = "2024 to 2025"
evidence  = "files from November 2024 on, repository FG-SC/Wormhole-analytics"
export.en = "Analytics › Overview › Download"
export.fr = "Analytics › Vue d'ensemble › Télécharger"
*/
-- one row per day and measure; 'Shares' counts uses of the share button, reposts are what other tools call shares
select
    record,
    "Date" as day,
    null as brand,
    'x' as channel,
    case when lower(cell.name) = 'shares' then 'share_clicks' else account_metric(cell.name) end as metric,
    cell.value as value
from upload
cross join unnest(
    [{'name': 'impressions', 'value': "Impressions"}, {'name': 'engagements', 'value': "Engagements"}] || wide
) as figures(cell)
where known(cell.value) is not null
