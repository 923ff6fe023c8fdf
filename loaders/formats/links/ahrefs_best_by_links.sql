/*
title.en  = "Ahrefs best pages by links"
title.fr  = "Ahrefs, meilleures pages par liens"
tool      = "Ahrefs"
signature = ["Page title", "Page URL", "UR", "Referring domains", "Links to target"]
lacks     = "figures"
confidence = "file"
layout    = "2026"
evidence  = "files of January 2026, repository DanielTheC/internal-lnking-tool"
export.en = "Site Explorer › Best by links › Export"
export.fr = "Site Explorer › Meilleures par liens › Exporter"
*/
-- refused: it counts links by own page, which no figure uses; the export of referring domains is needed
select
    record
from upload
