/*
title.en  = "LinkedIn, analytics of one post"
title.fr  = "LinkedIn, statistiques d'une publication"
tool      = "LinkedIn"
signature = ["Post URL", "Post Date", "Impressions"]
optional  = ["Post Publish Time", "Members reached", "Reactions", "Comments", "Reposts", "Saves"]
labels    = true
dates     = "mdy"
column_holds = {"Post URL" = '(?i)\blinkedin\.com/|\blnkd\.in/'}
account   = "own"
remarks   = ["zone_untold"]
confidence = "report"
layout    = "unknown"
evidence  = "one report of its two columns of labels and values; no file was seen"
export.en = "Post › View analytics › Export (sheet PERFORMANCE)"
export.fr = "Publication › Afficher les statistiques › Exporter (feuille PERFORMANCE)"
*/
-- one row: the sheet is of one post, a label and its value per line
select
    record,
    concat_ws(' ', cell("Post Date"), cell("Post Publish Time")) as published,
    null as brand,
    'linkedin' as channel,
    nullif(regexp_extract("Post URL", 'urn:li:[a-zA-Z]+:([0-9]+)', 1), '') as platform_id,
    "Post URL" as url,
    "Impressions" as impressions,
    "Members reached" as reach,
    "Reactions" as reactions,
    "Comments" as comments,
    "Reposts" as shares,
    "Saves" as saves
from upload
