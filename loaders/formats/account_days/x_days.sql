/*
title.en  = "X (Twitter) analytics by day"
title.fr  = "X (Twitter) analytics, par jour"
tool      = "X Analytics"
signature = ["Date", "Tweets published", "impressions", "engagements"]
optional  = []
# 'promoted' figures are part of the others, rates are no sums
wide      = '(?i)^(retweets|replies|likes|user[ _]profile[ _]clicks|url[ _]clicks|hashtag[ _]clicks|detail[ _]expands|permalink[ _]clicks|follows|media[ _]views|media[ _]engagements|réponses|j.aime)$'
dates     = "iso"
decimals  = "dot"
account   = "own"
confidence = "file"
layout    = "2021, exported until 2024"
evidence  = "daily_tweet_activity_metrics of August 2021, repository debruine/30DCC-2022"
export.en = "Analytics › Tweets › Export data › By day (until 2024)"
export.fr = "Analytics › Tweets › Exporter les données › Par jour (jusqu'en 2024)"

[aliases]
"Tweets published" = ["Tweets publiés"]
*/
-- one row per day and measure
select
    record,
    "Date" as day,
    null as brand,
    'x' as channel,
    account_metric(cell.name) as metric,
    cell.value as value
from upload
cross join unnest(
    [
        {'name': 'posts', 'value': "Tweets published"},
        {'name': 'impressions', 'value': "impressions"},
        {'name': 'engagements', 'value': "engagements"}
    ] || wide
) as figures(cell)
where known(cell.value) is not null
