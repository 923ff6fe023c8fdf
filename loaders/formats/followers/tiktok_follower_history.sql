/*
title.en  = "TikTok Studio follower history"
title.fr  = "TikTok Studio, historique des abonnés"
tool      = "TikTok Studio"
signature = ["Date", "Followers", "Difference in followers from previous day"]
dates     = "iso"
account   = "own"
asks      = ["export_date"]
confidence = "file"
layout    = "unknown"
evidence  = "files of the repositories htupycollabs-spec/Analytics, francovelardez44/tiktok-retention-analysis and BossZY27/tiktok-analytics, whose days have no year"
export.en = "TikTok Studio › Analytics › Followers › Download data"
export.fr = "TikTok Studio › Statistiques › Followers › Télécharger les données"
*/
-- one row per day; dates without year: the last such day up to that of the export
select
    upload.record,
    days.day as day,
    null as brand,
    'tiktok' as channel,
    "Followers" as followers
from upload
join days_without_year('upload', (select export_date from context)) as days using (record)
