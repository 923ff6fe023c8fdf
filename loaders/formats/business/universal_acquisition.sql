/*
title.en  = "Universal Analytics acquisition (2023 and before)"
title.fr  = "Universal Analytics, acquisition (jusqu'en 2023)"
tool      = "Universal Analytics"
signature = ["Source / Medium", "Sessions"]
optional  = ["Goal Completions", "Revenue"]
# the explorations of Google Analytics 4 have the same lines
preamble  = '(?im)\A(?![\s\S]*(\bexplora(tion|ción|zione|ção)\b|\bexplorative\b|\bfree[ -]?form\b|\bformat? libre\b|\d{8}-(2024(0[7-9]|1[0-2])|202[5-9]|20[3-9]\d)\d*\W*$))[\s\S]*^\W*\d{8}-\d{8}\W*$'
period    = '\d{8}-\d{8}'
aside     = 'cell("Source / Medium") is null or (is_total("Source / Medium") and known("Sessions") is null)'
totals    = ["Sessions"]
account   = "own"
asks      = ["period"]
confidence = "parser"
layout    = "until June 2024"
evidence  = "public code that reads such files"
export.en = "Acquisition › All Traffic › Source/Medium › Export › CSV"
export.fr = "Acquisition › Tout le trafic › Source/Support › Exporter › CSV"

[aliases]
"Source / Medium"  = ["Source/Medium", "Source", "Social Network", "Source/support", "Source / Support", "Réseau social", "Bron/medium", "Bron / medium"]
"Sessions"         = ["Sessies"]
"Goal Completions" = ["Objectifs réalisés", "Doelvoltooiingen", "Transactions"]
"Revenue"          = ["Revenus", "Opbrengst"]
*/
-- one row per traffic source in the period of the report; channel: the network, where the source is one
with named as (
    select
        *,
        lower(trim(split_part(cell("Source / Medium"), ' / ', 1))) as origin
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
    "Source / Medium" as source,
    "Sessions" as visits,
    "Goal Completions" as conversions,
    "Revenue" as revenue
from placed
cross join context
