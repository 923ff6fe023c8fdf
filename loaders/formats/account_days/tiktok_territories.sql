/*
title.en  = "TikTok Studio, territories of followers"
title.fr  = "TikTok Studio, territoires des abonnés"
tool      = "TikTok Studio"
signature = ["Top territories"]
account   = "own"
lacks     = "whole"
confidence = "file"
layout    = "unknown"
evidence  = "files of the repositories htupycollabs-spec/Analytics, francovelardez44/tiktok-retention-analysis and BossZY27/tiktok-analytics, whose days have no year"
export.en = "TikTok Studio › Analytics › Followers › Download data"
export.fr = "TikTok Studio › Statistiques › Followers › Télécharger les données"
*/
-- one row per territory: shares of an audience whose size is not in the table
select
    record,
    null as day,
    null as brand,
    'tiktok' as channel,
    null as metric,
    null as value
from upload
