/*
title.en  = "Search Console, two periods compared"
title.fr  = "Search Console, comparaison de deux périodes"
tool      = "Google Search Console"
signature = ["Top queries"]
wide      = '(?i).+ (clicks|clics|impressions|position)$'
period    = '(?i)\b{{Date}}\b.+'
decimals  = "dot"
account   = "own"
asks      = ["period"]
aside     = 'cell("Top queries") is null or len(list_filter(wide, c -> known(c.value) is not null)) = 0'
confidence = "parser"
layout    = "unknown"
evidence  = "public code that reads the comparison of two periods"
export.en = "Performance › Date › Compare › Export"
export.fr = "Performances › Date › Comparer › Exporter"

[aliases]
"Top queries" = ["Top pages", "Country", "Device", "Search Appearance", "Query", "Page"]
*/
-- one row per item: the figures of the period; those of the period that it is compared with are in its own export. When
-- the header cells do not distinguish the two, there is no figure
with current as (
    select
        record,
        "Top queries" as item,
        list_filter(wide, c -> not regexp_matches(lower(c.name), 'previous|précéd|last year|année')) as cells
    from upload
),
told as (
    select
        record,
        item,
        list_filter(cells, c -> regexp_matches(lower(c.name), ' (clicks|clics)$')) as clicks,
        list_filter(cells, c -> regexp_matches(lower(c.name), ' impressions$')) as impressions,
        list_filter(cells, c -> regexp_matches(lower(c.name), ' position$')) as positions
    from current
)
select
    record,
    context.period_from as day,
    context.period_to as last_day,
    null as brand,
    'Google' as engine,
    case
        when regexp_matches(context.headers['Top queries'], '(?i)quer') then 'query'
        when regexp_matches(context.headers['Top queries'], '(?i)appearance') then 'appearance'
        when regexp_matches(context.headers['Top queries'], '(?i)page') then 'page'
        when regexp_matches(context.headers['Top queries'], '(?i)country') then 'country'
        when regexp_matches(context.headers['Top queries'], '(?i)device') then 'device'
    end as dimension,
    item as item,
    clicks[1].value as clicks,
    impressions[1].value as impressions,
    positions[1].value as position
from told
cross join context
where len(clicks) = 1 and len(impressions) = 1
