/*
title.en  = "LinkedIn page, content by day"
title.fr  = "LinkedIn, page, contenus par jour"
tool      = "LinkedIn"
signature = ["Date", "Impressions (total)", "Clicks (total)", "Reactions (total)"]
# a line above the header describes the table; rates are no sums
wide      = '(?i)^(unique[ _]impressions[ _]\(organic\)|(comments|reposts)[ _]\(total\)|engagements[ _]total|{{h:Unique impressions (organic)}}|{{h:Comments (total)}}|{{h:Reposts (total)}})$'
dates     = "mdy"
decimals  = "dot"
account   = "own"
aside     = 'is_total("Date")'
confidence = "file"
layout    = "unknown"
evidence  = "columns kept by the repository open-innovations/leeds-digital-festival-data, data from October 2021; no untouched file was seen"
export.en = "Page › Analytics › Content › Export (sheet Metrics)"
export.fr = "Page › Statistiques › Contenu › Exporter (feuille Indicateurs)"
*/
-- one row per day and measure, organic and sponsored together
select
    record,
    "Date" as day,
    null as brand,
    'linkedin' as channel,
    account_metric(cell.name) as metric,
    cell.value as value
from upload
cross join unnest(
    [
        {'name': 'impressions', 'value': "Impressions (total)"},
        {'name': 'clicks', 'value': "Clicks (total)"},
        {'name': 'reactions', 'value': "Reactions (total)"}
    ] || wide
) as figures(cell)
where known(cell.value) is not null
