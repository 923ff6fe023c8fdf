/*
title.en  = "Facebook Insights, posts: by kind of action"
title.fr  = "Facebook Insights, publications : par type d'action"
tool      = "Facebook Insights"
signature = ["Description", "Post ID", "Permalink", "Posted"]
column_holds = {"Description" = '^(Lifetime|Daily|Weekly|28 Days): '}
account   = "own"
lacks     = "whole"
confidence = "file"
layout    = "2017, exported until 2021"
evidence  = "exports of 2017, repository viethngn/LACDA"
export.en = "Insights › Export data › Post data (until 2021)"
export.fr = "Statistiques › Exporter les données › Données de publication (jusqu'en 2021)"
*/
-- one row per post: people or actions by kind, in the same workbook as Key Metrics
select
    record,
    "Posted" as day,
    null as brand,
    'facebook' as channel,
    null as metric,
    null as value
from upload
