/*
title.en  = "CrowdTangle, Facebook posts"
title.fr  = "CrowdTangle, publications Facebook"
tool      = "CrowdTangle"
signature = ["Page Name", "Likes at Posting", "Followers at Posting", "Post Created", "Total Interactions", "URL", "Message"]
optional  = ["User Name", "Description", "Link Text", "Page Admin Top Country"]
dates      = "iso"
confidence = "file"
layout    = "2023, exported until August 2024"
evidence  = "Historical Report of May 2023, repository jrosen48/scraping-facebook"
export.en  = "Search or list › Download › Historical report (until August 2024)"
export.fr  = "Recherche ou liste › Télécharger › Rapport historique (jusqu'en août 2024)"

[aliases]
"Page Name" = ["Group Name"]
*/
-- one row per post of a page or group; a spreadsheet turns "Facebook Id" into 7.03E+14, the address identifies the post
select
    record,
    "Post Created" as published,
    null as brand,
    'facebook' as channel,
    'facebook.com' as source,
    coalesce(cell("Page Name"), cell("User Name")) as author,
    coalesce(known("Followers at Posting"), known("Likes at Posting")) as author_followers,
    "URL" as url,
    "Link Text" as title,
    coalesce(cell("Message"), cell("Description")) as text,
    "Page Admin Top Country" as country,
    "Total Interactions" as engagement
from upload
