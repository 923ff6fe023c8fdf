/*
title.en  = "YouTube Studio, views by source, place, device or viewer"
title.fr  = "YouTube Studio, vues par source, lieu, appareil ou spectateur"
tool      = "YouTube Studio"
signature = []
# the two other tables of a zip whose totals are in Totals.csv: whatever their second column breaks the views down by
file_named = '(?i)^({{Chart data}}|{{Table data}})( ?\(\d+\))?\.csv$'
wide      = '.'
account   = "own"
lacks     = "whole"
confidence = "parser"
layout    = "unknown"
evidence  = "public code that reads the zip"
export.en = "Analytics › Advanced mode › a breakdown (Traffic source, Geography, Device type …) › Download › CSV"
export.fr = "Données analytiques › Mode avancé › une répartition (Source de trafic, Zone géographique, Type d'appareil …) › Télécharger › CSV"
*/
-- one row per item, or day and item, of a dimension: only the first items, so that their sum is not the total
select
    record,
    null as day,
    null as brand,
    'youtube' as channel,
    null as metric,
    null as value
from upload
