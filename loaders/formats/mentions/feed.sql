/*
title.en  = "Entries of a feed (RSS, Atom)"
title.fr  = "Entrées d'un flux (RSS, Atom)"
tool      = "RSS or Atom feed"
signature = ["feed_title", "feed_link", "item_id", "item_title", "item_link", "item_published", "item_summary"]
optional  = [
    "feed_language", "item_updated", "item_author", "item_content", "item_language", "item_source", "item_source_link",
]
dates      = "prove"
zone       = "asked"
source     = 'coalesce(cell("feed_title"), cell("feed_link"))'
confidence = "docs"
layout    = "RSS 2.0, RDF and Atom"
evidence  = "the specifications of the feeds"
export.en  = "Open the feed's address (Google Alerts, a press room, a blog) › save the page as XML"
export.fr  = "Ouvrir l'adresse du flux (Google Alertes, une salle de presse, un blog) › enregistrer la page en XML"
*/
-- one row per entry; its address identifies it, as one article may stand in several feeds. Google Alerts and Bing give the
-- address of their own page, with that of the article in it
with addressed as (
    select
        *,
        coalesce(
            case
                when site("item_link") in ('google.com', 'google.fr', 'bing.com', 'news.google.com')
                    then nullif(url_decode(regexp_extract("item_link", '[?&](?:url|q)=(https?(?::|%3[Aa])[^&]+)', 1)), '')
            end,
            cell("item_link")
        ) as address
    from upload
)
select
    record,
    coalesce(known("item_published"), known("item_updated")) as published,
    null as brand,
    network_of_host(site(address), address) as channel,
    coalesce(site("item_source_link"), site(address), cell("item_source")) as source,
    "item_author" as author,
    address as url,
    "item_title" as title,
    coalesce(cell("item_content"), cell("item_summary")) as text,
    coalesce(cell("item_language"), cell("feed_language")) as language,
    case when address is null then "item_id" end as platform_id
from addressed
