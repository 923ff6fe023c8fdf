/*
title.en  = "Universal Analytics pages (Excel)"
title.fr  = "Universal Analytics, pages (Excel)"
tool      = "Universal Analytics"
signature = ["Page", "Pageviews", "Unique Pageviews", "Entrances"]
period    = '\d{8}-\d{8}'
aside     = 'cell("Page") is null or (is_total("Page") and known("Pageviews") is null)'
totals    = ["Pageviews", "Unique Pageviews", "Entrances"]
account   = "own"
asks      = ["period"]
confidence = "file"
layout    = "2022, exported until June 2024"
evidence  = "workbook of July 2022, repository DanielTheC/internal-lnking-tool"
export.en = "Behavior › Site Content › All Pages › Export › Excel (XLSX)"
export.fr = "Comportement › Contenu du site › Toutes les pages › Exporter › Excel (XLSX)"

[aliases]
"Page"             = ["Pagina"]
"Pageviews"        = ["Pages vues", "Paginaweergaven"]
"Unique Pageviews" = ["Vues uniques", "Vues de pages uniques", "Unieke paginaweergaven"]
"Entrances"        = ["Entrées", "Instappagina's"]
*/
-- one row per page and measure; the period is in the sheet Summary; the row without a page is the total
select
    record,
    context.period_from as day,
    context.period_to as last_day,
    null as brand,
    'page' as dimension,
    "Page" as item,
    measure.name as metric,
    counted(measure.value) as value
from upload
cross join context
cross join unnest([
    {'name': 'views', 'value': "Pageviews"},
    {'name': 'unique_views', 'value': "Unique Pageviews"},
    {'name': 'entrances', 'value': "Entrances"}
]) as all_measures(measure)
where known(measure.value) is not null
