/*
title.en  = "Posts of media accounts, with the hour in UTC"
title.fr  = "Publications de comptes de médias, à l'heure UTC"
tool      = "French media engagement"
signature = ["id_compte", "id_tweet", "date", "heure_UTC0", "text", "retweet_count", "reply_count", "like_count"]
optional  = ["quote_count"]
dates      = "prove"
zone_from  = '^heure_(UTC0?)$'
confidence = "file"
layout    = "unknown"
evidence  = "file of the repository RomainFrog/FrenchMediaEngagement"
*/
-- one row per post; date and hour are in two columns, the zone in the header of the second
select
    record,
    concat_ws(' ', cell("date"), cell("heure_UTC0")) as published,
    null as brand,
    'x' as channel,
    'x.com' as source,
    "id_compte" as author,
    unescape("text") as text,
    cast(
        count_sum(
            whole("retweet_count"), whole("reply_count"), count_sum(whole("like_count"), whole("quote_count"), null)
        ) as varchar
    ) as engagement,
    "id_tweet" as platform_id
from upload
