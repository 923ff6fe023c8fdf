/*
title.en  = "Report log template"
title.fr  = "Modèle « journal des rapports »"
tool      = "E-reputation"
by_hand   = true
signature = ["report", "brand", "due", "sent"]
dates     = "prove"
aside     = 'is_total("due") or (cell("due") is null and is_total("brand"))'
confidence = "file"
layout    = "current"
evidence  = "our own template"
export.en = "Uploads › Templates to fill by hand"
export.fr = "Imports › Modèles à remplir à la main"

[aliases]
report = ["rapport"]
brand  = ["marque"]
due    = ["échéance", "à remettre le", "due on"]
sent   = ["remis le", "sent on"]
*/
-- one row per report that is due; one that was not sent has an empty cell
select
    record,
    "due"    as due,
    "brand"  as brand,
    "report" as name,
    "sent"   as sent
from upload
