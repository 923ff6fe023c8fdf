/*
title.en  = "TikTok Studio viewers"
title.fr  = "TikTok Studio, spectateurs"
tool      = "TikTok Studio"
signature = ["Date"]
wide      = '(?i)^(total|new|returning) viewers$'
# dates without year
column_holds = {"Date" = '^(\d{1,2}月\d{1,2}日|\d{1,2} tháng \d{1,2}|[^\W\d]{3,10}\.? \d{1,2}|\d{1,2}(er|\.)? (de )?[^\W\d]{3,10}\.?)$'}
dates     = "iso"
decimals  = "dot"
account   = "own"
asks      = ["export_date"]
aside     = 'len(list_filter(wide, c -> known(c.value) is not null)) = 0'
confidence = "file"
layout    = "unknown"
evidence  = "files of the repositories htupycollabs-spec/Analytics, francovelardez44/tiktok-retention-analysis and BossZY27/tiktok-analytics, whose days have no year"
export.en = "TikTok Studio › Analytics › Viewers › Download data"
export.fr = "TikTok Studio › Statistiques › Viewers › Télécharger les données"
*/
-- one row per day and measure; dates without year: the last such day up to that of the export
select
    upload.record,
    days.day as day,
    null as brand,
    'tiktok' as channel,
    account_metric(cell.name) as metric,
    cell.value as value
from upload
join days_without_year('upload', (select export_date from context)) as days using (record)
cross join unnest(wide) as figures(cell)
where known(cell.value) is not null
