/*
title.en  = "Google Trends, related queries"
title.fr  = "Google Trends, requêtes associées"
tool      = "Google Trends"
signature = ["TOP"]
preamble  = '(?m)^\W*{{Category}}'
lacks     = "dates"
confidence = "file"
export.en = "Explore › Related queries › Download (CSV)"
export.fr = "Explorer › Requêtes associées › Télécharger (CSV)"
*/
-- refused: the queries have no date
select
    record
from upload
