/*
title.en  = "TikTok Business Suite, views and engagement by day"
title.fr  = "TikTok Business Suite, vues et engagement par jour"
tool      = "TikTok Business Suite"
together_with = "tiktok_business"
signature = ["Date"]
wide      = '(?i)^(video views|reached audience|engaged audience|profile views|likes|shares|comments)$'
dates     = "iso"
decimals  = "dot"
account   = "own"
aside     = 'len(list_filter(wide, c -> known(c.value) is not null)) = 0'
confidence = "file"
layout    = "2025"
evidence  = "files of the repository vsbperoto/vintage-analytics-dashboard, days of 2025"
*/
-- one row per day and measure
select
    record,
    "Date" as day,
    null as brand,
    'tiktok' as channel,
    replace(account_metric(cell.name), 'video_views', 'views') as metric,  -- all that TikTok shows is video
    cell.value as value
from upload
cross join unnest(wide) as figures(cell)
where known(cell.value) is not null
