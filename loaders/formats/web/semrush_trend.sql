/*
title.en  = "Semrush domain overview, trend"
title.fr  = "Semrush, vue d'ensemble d'un domaine, tendance"
tool      = "Semrush"
signature = ["Target", "Target Type", "Metric", "Database", "Summary"]
wide      = '^\d{4}-\d{2}-\d{2}$'
dates     = "iso"
decimals  = "dot"
aside     = 'cell("Target") is null'
confidence = "file"
layout    = "2023 to 2026"
evidence  = "files of the repository DanielTheC/internal-lnking-tool"
export.en = "Domain Overview › Export › CSV (trend)"
export.fr = "Vue d'ensemble de domaine › Exporter › CSV (tendance)"
*/
-- one row per site, metric, database and day: estimates of the tool; the site is the brand
select
    record,
    point.name as day,
    "Target" as brand,
    'semrush_' || coalesce(lower(cell("Database")), 'all') as dimension,
    "Target" as item,
    web_metric("Metric") as metric,
    point.value as value
from upload
cross join unnest(wide) as points(point)
where known(point.value) is not null
