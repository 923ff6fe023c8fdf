/*
title.en  = "Search Console by day"
title.fr  = "Search Console par jour"
tool      = "Google Search Console"
signature = ["Date", "Clicks", "Impressions", "CTR"]
optional  = ["Position"]
file_named = '(?i)^({{Chart}}|{{Dates}})( ?\(\d+\))?(\.csv)?$|-Performance-on-(Search|Discover|News)-'
dates     = "iso"
decimals  = "dot"
account   = "own"
# the archive is named after its property: https___www.acme.example_-Performance-on-Search-2026-01-31.zip
source    = '''nullif(regexp_extract(context.file_name, '^(?:https?___)?(.+?)_*-Performance-on-(Search|Discover|News)-', 1), '')'''
confidence = "file"
layout    = "2026"
evidence  = "exports in English (repository DanielTheC/internal-lnking-tool, 2026) and in French (repository GAP028/michelin-seo-dashboard)"
export.en = "Performance › Export › Download CSV, Excel or Google Sheets"
export.fr = "Performances › Exporter › Télécharger au format CSV, Excel ou Google Sheets"
*/
-- one row per day of the Pacific time zone, as in the tool
select
    record,
    "Date" as day,
    null as brand,
    console_engine(concat_ws(' ', context.table_name, context.file_name), context.headers['Position']) as engine,
    'day' as dimension,
    "Clicks" as clicks,
    "Impressions" as impressions,
    "Position" as position
from upload
cross join context
