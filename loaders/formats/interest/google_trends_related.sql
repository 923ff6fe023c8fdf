/*
title.en  = "Google Trends, related queries"
title.fr  = "Google Trends, requêtes associées"
tool      = "Google Trends"
signature = ["TOP"]
preamble  = '(?m)^\W*{{Category}}'
lacks     = "dates"
confidence = "file"
layout    = "2018 to 2026"
evidence  = "files of the repositories DanielTheC/internal-lnking-tool, tom-robinsonCG/HTIAssistant and Eko7nanterre/Stocker-du-papier-toilette"
export.en = "Explore › Related queries › Download (CSV)"
export.fr = "Explorer › Requêtes associées › Télécharger (CSV)"
*/
-- refused: the queries have no date
select
    record
from upload
