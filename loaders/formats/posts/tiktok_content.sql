/*
title.en  = "TikTok Studio content"
title.fr  = "TikTok Studio, contenus"
tool      = "TikTok Studio"
signature = ["Time", "Video title", "Video link", "Post time", "Total views"]
optional  = ["Total likes", "Total comments", "Total shares"]
dates     = "iso"
zone      = "UTC"
column_holds = {"Video link" = '(?i)\btiktok\.com/'}
account   = "own"
source    = '''regexp_extract("Video link", '/@([^/]+)/', 1)'''
remarks   = ["time_in_the_number"]
confidence = "file"
layout    = "unknown"
evidence  = "files of the repositories htupycollabs-spec/Analytics, francovelardez44/tiktok-retention-analysis and BossZY27/tiktok-analytics, whose days have no year"
export.en = "TikTok Studio › Analytics › Content › Download data"
export.fr = "TikTok Studio › Statistiques › Contenu › Télécharger les données"
*/
-- one row per video. 'Post time' has no year; the video's id begins with the second of its creation, which is used
-- when it is on the written day or an adjacent one (time zones)
with numbered as (
    select
        *,
        regexp_extract("Video link", '/(?:video|photo)/([0-9]{18,20})', 1) as video
    from upload
),
made as (
    select
        *,
        make_timestamp((try_cast(video as bigint) >> 32) * 1000000) as second
    from numbered
)
select
    record,
    case
        when abs(datediff('day', cast(second as date), try_cast(year(second) || strftime(yearless_day("Post time"), '-%m-%d') as date))) in (0, 1, 364, 365)
            then strftime(second, '%Y-%m-%d %H:%M:%S')
        else "Post time"
    end as published,
    null as brand,
    'tiktok' as channel,
    nullif(regexp_extract("Video link", '/@([^/]+)/', 1), '') as account,
    video as platform_id,
    "Video link" as url,
    "Video title" as text,
    "Total views" as views,
    "Total likes" as reactions,
    "Total comments" as comments,
    "Total shares" as shares
from made
