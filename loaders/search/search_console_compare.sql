/*
title.en  = "Search Console, two periods compared"
title.fr  = "Search Console, comparaison de deux périodes"
tool      = "Google Search Console"
signature = ["Top queries"]
wide      = '(?i).+ (clicks|clics|impressions|position)$'
period    = '(?i)date.+'
decimals  = "dot"
account   = "own"
asks      = ["period"]
confidence = "parser"
export.en = "Performance › Date › Compare › Export"
export.fr = "Performances › Date › Comparer › Exporter"

[aliases]
"Top queries" = [
    "Requêtes les plus fréquentes", "Top pages", "Pages les plus populaires", "Country", "Pays", "Device", "Appareil",
    "Search Appearance", "Apparence dans les résultats de recherche", "Query", "Requête", "Page",
]
*/
-- one row per item: the figures of the first period; those of the period that it is compared with come with its own export
with told as (
    select
        record,
        "Top queries" as item,
        list_filter(wide, c -> regexp_matches(lower(c.name), ' (clicks|clics)$'))[1].value as clicks,
        list_filter(wide, c -> regexp_matches(lower(c.name), ' impressions$'))[1].value as impressions,
        list_filter(wide, c -> regexp_matches(lower(c.name), ' position$'))[1].value as position
    from upload
)
select
    record,
    given.period_from as day,
    given.period_to as last_day,
    null as brand,
    'Google' as engine,
    case
        when regexp_matches(given.headers['Top queries'], '(?i)quer|requête') then 'query'
        when regexp_matches(given.headers['Top queries'], '(?i)appearance|apparence') then 'appearance'
        when regexp_matches(given.headers['Top queries'], '(?i)page') then 'page'
        when regexp_matches(given.headers['Top queries'], '(?i)country|pays') then 'country'
        else 'device'
    end as dimension,
    item as item,
    clicks as clicks,
    impressions as impressions,
    position as position
from told
cross join given
