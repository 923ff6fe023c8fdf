/*
title.en  = "Google Analytics 4 traffic acquisition"
title.fr  = "Google Analytics 4, acquisition de trafic"
tool      = "Google Analytics 4"
signature = ["Session source / medium", "Sessions"]
optional  = ["Key events", "Total revenue"]
# the lines of a report; or those of an exploration, which Universal Analytics wrote alike until June 2024
preamble  = '(?im)^\W*{{Start date}}\W+\d{8}|\A(?=[\s\S]*(\bexplora(tion|ción|zione|ção)\b|\bexplorative\b|\bfree[ -]?form\b|\bformat? libre\b|\d{8}-(2024(0[7-9]|1[0-2])|202[5-9]|20[3-9]\d)\d*\W*$))[\s\S]*^\W*20\d{6}-20\d{6}\W*$'
period    = '20\d{6}[^0-9]+20\d{6}'
decimals  = "dot"
account   = "own"
asks      = ["period"]
source    = '''nullif(regexp_extract(context.preamble, '(?im){{Property}}\s*:\s*([^\n]+)', 1), '')'''
aside     = 'cell("Session source / medium") is null or (is_total("Session source / medium") and known("Sessions") is null)'
confidence = "parser"
layout    = "unknown"
evidence  = "public code that reads the report, and the lines above it of six files of other reports"
export.en = "Reports › Acquisition › Traffic acquisition, by session source / medium › Share this report › Download file › CSV"
export.fr = "Rapports › Acquisition › Acquisition de trafic, par source/support de la session › Partager ce rapport › Télécharger le fichier › CSV"

[aliases]
"Session source / medium" = ["Session source", "Session manual source"]
"Key events"              = ["Conversions"]
*/
-- one row per traffic source in the period of the report; channel: the network, where the source is one
with named as (
    select
        *,
        lower(trim(split_part(cell("Session source / medium"), ' / ', 1))) as origin
    from upload
),
placed as (
    select
        *,
        case
            when regexp_matches(origin, '^t\.co$') then 'x'
            when regexp_matches(origin, '^lnkd\.in$') then 'linkedin'
            else channel_of(origin)
        end as network
    from named
)
select
    record,
    context.period_from as day,
    context.period_to as last_day,
    null as brand,
    case when source_type_of(network) = 'social' then network end as channel,
    "Session source / medium" as source,
    "Sessions" as visits,
    "Key events" as conversions,
    "Total revenue" as revenue
from placed
cross join context
