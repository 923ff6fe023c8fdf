/*
title.en  = "Facebook Insights, page: reach and engagement by day"
title.fr  = "Facebook Insights, page : portée et engagement par jour"
tool      = "Facebook Insights"
together_with = "facebook_page_insights"
signature = ["Date"]
# figures of the day alone: those of 28 days count the same people again every day
wide      = '(?i)^(page_(impressions|impressions_unique|engaged_users|views_logged_in_total|consumptions|video_views):day|daily (total impressions|total reach|page engaged users|logged-in page views))$'
dates     = "mdy"
decimals  = "dot"
account   = "own"
aside     = 'cell("Date") is null or len(list_filter(wide, c -> known(c.value) is not null)) = 0'
confidence = "file"
layout    = "2017, exported until 2021"
evidence  = "exports of 2017, repository viethngn/LACDA"
*/
-- one row per day and measure
select
    record,
    "Date" as day,
    null as brand,
    'facebook' as channel,
    account_metric(cell.name) as metric,
    cell.value as value
from upload
cross join unnest(wide) as figures(cell)
where known(cell.value) is not null
