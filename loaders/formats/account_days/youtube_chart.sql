/*
title.en  = "YouTube Studio, chart data of the first videos"
title.fr  = "YouTube Studio, données du graphique des premières vidéos"
tool      = "YouTube Studio"
signature = ["Date", "Content", "Video title", "Video publish time", "Duration"]
account   = "own"
lacks     = "whole"
confidence = "file"
layout    = "unknown"
evidence  = "zips of two channels, one of them of the repository priyankapatel05/YouTube-Channel-Analytics-Dashboard; columns of engaged views, since August 2026: one public report"
export.en = "Analytics › Advanced mode › Download › CSV (Chart data)"
export.fr = "Données analytiques › Mode avancé › Télécharger › CSV (Chart data)"
*/
-- one row per day and video: only the videos of the chart
select
    record,
    "Date" as day,
    null as brand,
    'youtube' as channel,
    null as metric,
    null as value
from upload
