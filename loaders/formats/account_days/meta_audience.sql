/*
title.en  = "Meta Business Suite audience (ages, places)"
title.fr  = "Meta Business Suite, audience (âges, lieux)"
tool      = "Meta Business Suite"
signature = []
preamble  = '(?im)^\W*({{Age & gender}}|{{Top countries}}|{{Top cities}}|{{Top pages}}|{{Top content formats}})\W*$'
wide      = '.'
blocks    = true
account   = "own"
lacks     = "whole"
confidence = "file"
layout    = "2025"
evidence  = "files of the repositories LeonMpofu/Oigetit-Social-Media-Reports and vsbperoto/vintage-analytics-dashboard"
export.en = "Insights › Audience › Export"
export.fr = "Statistiques › Audience › Exporter"
*/
-- one row per age or place: shares of an audience whose size is not in the table
select
    record,
    null as day,
    null as brand,
    null as channel,
    cell.name as metric,
    cell.value as value
from upload
cross join unnest(wide) as figures(cell)
