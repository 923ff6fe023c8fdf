/*
title.en  = "Meta Business Suite follows"
title.fr  = "Meta Business Suite, nouveaux abonnés"
tool      = "Meta Business Suite"
signature = ["Date", "Primary"]
preamble  = '(?im)^\W*((facebook|instagram)( page| profile)? )?({{Follows}})( (\w{1,3} )?(facebook|instagram))?\W*$'
dates     = "iso"
account   = "own"
blocks    = true
aside     = 'cell("Date") is null'
confidence = "file"
layout    = "2023 to 2025"
evidence  = "files of three public repositories, one of them LeonMpofu/Oigetit-Social-Media-Reports; the columns named after their measure, until 2023: unknown"
export.en = "Insights › Results › Follows › Export › CSV"
export.fr = "Statistiques › Résultats › Followers › Exporter › CSV"
*/
-- one row per day: new followers of the day (gross), never the audience; the time is a daylight-saving artefact
select
    record,
    left("Date", 10) as day,
    null as brand,
    case
        when regexp_matches(context.preamble, '(?i)instagram') then 'instagram'
        when regexp_matches(context.preamble, '(?i)facebook') then 'facebook'
        -- a bare title: the network comes from the file's name, if it names a single one; that of a table beside it is its own
        when regexp_matches(told.words, '(?i)instagram|\b(ig|insta)_') and not regexp_matches(told.words, '(?i)facebook|\bfb_') then 'instagram'
        when regexp_matches(told.words, '(?i)facebook|\bfb_') and not regexp_matches(told.words, '(?i)instagram|\b(ig|insta)_') then 'facebook'
    end as channel,
    "Primary" as gained
from upload
cross join context
cross join (select concat_ws(' ', table_name, file_name) as words from context) as told
