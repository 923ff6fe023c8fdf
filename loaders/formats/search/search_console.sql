/*
title.en  = "Search Console queries, pages, countries, devices, appearances"
title.fr  = "Search Console, requêtes, pages, pays, appareils, apparences"
tool      = "Google Search Console"
signature = ["Top queries", "Clicks", "Impressions", "CTR"]
optional  = ["Position"]
period    = '(?i)\b{{Date}}\b.+'
file_named = '(?i)^({{Queries}}|{{Pages}}|{{Countries}}|{{Devices}}|{{Search appearance}})( ?\(\d+\))?(\.csv)?$|-Performance-on-(Search|Discover|News)-'
decimals  = "dot"
account   = "own"
# the archive is named after its property: https___www.acme.example_-Performance-on-Search-2026-01-31.zip
source    = '''nullif(regexp_extract(context.file_name, '^(?:https?___)?(.+?)_*-Performance-on-(Search|Discover|News)-', 1), '')'''
asks      = ["period"]
aside     = 'cell("Top queries") is null or (is_total("Top queries") and known("CTR") is null)'
confidence = "file"
layout    = "2026"
evidence  = "exports in English (repository DanielTheC/internal-lnking-tool, 2026) and in French (repository GAP028/michelin-seo-dashboard)"
export.en = "Performance › Export › Download CSV, Excel or Google Sheets"
export.fr = "Performances › Exporter › Télécharger au format CSV, Excel ou Google Sheets"

[aliases]
"Top queries" = ["Top pages", "Country", "Device", "Search Appearance", "Query", "Page"]
*/
-- one row per item of the dimension that the first header cell names; the period is that of the days in the same
-- export. A page may have two rows: the second is stored under another name, so that sums are right
with numbered as (
    select
        *,
        row_number() over (partition by cell("Top queries") order by record) as repetition
    from upload
)
select
    record,
    context.period_from as day,
    context.period_to as last_day,
    null as brand,
    console_engine(concat_ws(' ', context.table_name, context.file_name), context.headers['Position']) as engine,
    case
        when regexp_matches(context.headers['Top queries'], '(?i)quer') then 'query'
        when regexp_matches(context.headers['Top queries'], '(?i)appearance') then 'appearance'
        when regexp_matches(context.headers['Top queries'], '(?i)page') then 'page'
        when regexp_matches(context.headers['Top queries'], '(?i)country') then 'country'
        when regexp_matches(context.headers['Top queries'], '(?i)device') then 'device'
    end as dimension,
    "Top queries" || case when repetition > 1 then ' (' || repetition || ')' else '' end as item,
    "Clicks" as clicks,
    "Impressions" as impressions,
    "Position" as position
from numbered
cross join context
