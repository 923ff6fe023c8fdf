/*
title.en  = "TikTok Studio overview"
title.fr  = "TikTok Studio, vue d'ensemble"
tool      = "TikTok Studio"
signature = ["Date", "Profile views"]
optional  = ["Video views", "Likes", "Comments", "Shares"]
# dates without year, as no other tool writes them beside these columns
column_holds = {"Date" = '^(\d{1,2}月\d{1,2}日|\d{1,2} tháng \d{1,2}|[^\W\d]{3,10}\.? \d{1,2}|\d{1,2}(er|\.)? (de )?[^\W\d]{3,10}\.?)$'}
dates     = "iso"
decimals  = "dot"
account   = "own"
asks      = ["export_date"]
aside     = 'coalesce(known("Video views"), known("Profile views"), known("Likes"), known("Comments"), known("Shares")) is null'
confidence = "file"
layout    = "unknown"
evidence  = "files of the repositories htupycollabs-spec/Analytics, francovelardez44/tiktok-retention-analysis and BossZY27/tiktok-analytics, whose days have no year"
export.en = "TikTok Studio › Analytics › Overview › Download data"
export.fr = "TikTok Studio › Statistiques › Overview › Télécharger les données"
*/
-- one row per day and measure; dates without year: the last such day up to that of the export
select
    upload.record,
    days.day as day,
    null as brand,
    'tiktok' as channel,
    replace(account_metric(cell.name), 'video_views', 'views') as metric,  -- all that TikTok shows is video
    cell.value as value
from upload
join days_without_year('upload', (select export_date from context)) as days using (record)
cross join unnest([
    {'name': 'video views', 'value': "Video views"},
    {'name': 'profile views', 'value': "Profile views"},
    {'name': 'likes', 'value': "Likes"},
    {'name': 'comments', 'value': "Comments"},
    {'name': 'shares', 'value': "Shares"}
]) as figures(cell)
where known(cell.value) is not null
