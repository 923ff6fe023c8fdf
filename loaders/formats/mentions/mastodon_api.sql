/*
title.en  = "Mastodon posts, as its interface for programs names their fields"
title.fr  = "Publications de Mastodon, aux noms de champs de son interface pour programmes"
tool      = "Mastodon"
signature = ["id", "created_at", "content", "replies_count", "reblogs_count", "favourites_count"]
optional  = ["url", "language", "account.acct", "account.followers_count"]
dates      = "iso"
zone       = "UTC"
confidence = "docs"
layout    = "unknown"
evidence  = "documentation of its interface for programs"

[aliases]
url            = ["uri"]
"account.acct" = ["account_acct", "acct", "account.username"]
*/
-- one row per post; ids are those of one instance, so that the address identifies a post. Other networks that run the same
-- program are told by their address
select
    record,
    "created_at" as published,
    null as brand,
    if(site("url") in ('truthsocial.com', 'gab.com'), site("url"), 'mastodon') as channel,
    "account.acct" as author,
    "account.followers_count" as author_followers,
    "url" as url,
    "content" as text,
    "language" as language,
    cast(count_sum(whole("replies_count"), whole("reblogs_count"), whole("favourites_count")) as varchar) as engagement,
    case when cell("url") is null then "id" end as platform_id
from upload
