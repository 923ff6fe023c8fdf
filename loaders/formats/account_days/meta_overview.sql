/*
title.en  = "Meta Business Suite results (reach, views, visits, interactions, link clicks)"
title.fr  = "Meta Business Suite, résultats (couverture, vues, visites, interactions, clics)"
tool      = "Meta Business Suite"
signature = ["Date", "Primary"]
preamble  = '(?im)^\W*((facebook|instagram)( page| profile)? )?({{Reach}}|{{Views}}|{{Viewers}}|{{Interactions}}|{{Visits}}|{{Link clicks}})( (\w{1,3} )?(facebook|instagram))?\W*$'
dates     = "iso"
decimals  = "dot"
account   = "own"
blocks    = true
aside     = 'cell("Date") is null'
confidence = "file"
layout    = "2023 to 2025"
evidence  = "files of three public repositories, one of them LeonMpofu/Oigetit-Social-Media-Reports; the columns named after their measure, until 2023: unknown"
export.en = "Insights › Results › a chart › Export › CSV"
export.fr = "Statistiques › Résultats › un graphique › Exporter › CSV"

[aliases]
# until 2023 the name of the measure
"Primary" = ["/(facebook|instagram)( page| profile)? (reach|views|visits|content interactions|link clicks)/"]
*/
-- one row per day: the time of day is a daylight-saving artefact
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
    case
        when regexp_matches(context.preamble, '(?im)^\W*(\w+ (page |profile )?)?{{Reach}}( |\W*$)') then 'reach'
        when regexp_matches(context.preamble, '(?im)^\W*(\w+ (page |profile )?)?{{Viewers}}( |\W*$)') then 'viewers'
        when regexp_matches(context.preamble, '(?im)^\W*(\w+ (page |profile )?)?{{Views}}( |\W*$)') then 'views'
        when regexp_matches(context.preamble, '(?im)^\W*(\w+ (page |profile )?)?{{Interactions}}( |\W*$)') then 'engagements'
        when regexp_matches(context.preamble, '(?im)^\W*(\w+ (page |profile )?)?{{Visits}}( |\W*$)') then 'profile_visits'
        when regexp_matches(context.preamble, '(?im)^\W*(\w+ (page |profile )?)?{{Link clicks}}( |\W*$)') then 'link_clicks'
    end as metric,
    "Primary" as value
from upload
cross join context
cross join (select concat_ws(' ', table_name, file_name) as words from context) as told
