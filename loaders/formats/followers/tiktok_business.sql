/*
title.en  = "TikTok Business Suite, account by day"
title.fr  = "TikTok Business Suite, compte par jour"
tool      = "TikTok Business Suite"
signature = ["Date", "New followers", "Reached audience"]
optional  = ["Lost followers", "Total followers"]
dates     = "iso"
account   = "own"
confidence = "file"
layout    = "2025"
evidence  = "files of the repository vsbperoto/vintage-analytics-dashboard, days of 2025"
export.en = "TikTok Business Suite › Analytics › Export"
export.fr = "TikTok Business Suite › Statistiques › Exporter"
*/
-- one row per day: 'Total followers' is the audience ('--': unknown)
select
    record,
    "Date" as day,
    null as brand,
    'tiktok' as channel,
    "Total followers" as followers,
    "New followers" as gained,
    "Lost followers" as lost
from upload
