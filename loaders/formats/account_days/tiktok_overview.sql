/*
title.en  = "TikTok Studio overview"
title.fr  = "TikTok Studio, vue d'ensemble"
tool      = "TikTok Studio"
signature = ["Date"]
wide      = '(?i)^(video views|profile views|likes|comments|shares)$'
dates     = "iso"
decimals  = "dot"
account   = "own"
asks      = ["export_date"]
aside     = 'len(list_filter(wide, c -> known(c.value) is not null)) = 0'
confidence = "file"
export.en = "TikTok Studio › Analytics › Overview › Download data"
export.fr = "TikTok Studio › Statistiques › Overview › Télécharger les données"
*/
-- one row per day and measure; dates without year: years are counted back from the day of the export
select
    upload.record,
    days.day as day,
    null as brand,
    'tiktok' as channel,
    replace(account_metric(cell.name), 'video_views', 'views') as metric,  -- all that TikTok shows is video
    cell.value as value
from upload
join days_without_year('upload', (select export_date from context)) as days using (record)
cross join unnest(wide) as figures(cell)
where known(cell.value) is not null
