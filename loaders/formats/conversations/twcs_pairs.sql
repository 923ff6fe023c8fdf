/*
title.en  = "Customer Support on Twitter, pairs of message and reply"
title.fr  = "Customer Support on Twitter, paires de message et de réponse"
tool      = "Customer Support on Twitter"
signature = ["customer_tweet_id", "customer_id", "created_at_customer", "reply_tweet_id", "agent_id", "created_at_reply"]
dates      = "iso"
remarks    = ["pairs"]
confidence = "file"
layout    = "unknown"
evidence  = "a file of pairs; its repository is unknown"
*/
-- one row per reply: a message that has several counts once, with the earliest of them
select
    record,
    "created_at_customer" as received,
    "agent_id" as brand,
    'x' as channel,
    'answered only' as kind,
    "customer_tweet_id" as platform_id,
    "customer_id" as author,
    arg_min("created_at_reply", coalesce(try_cast("created_at_reply" as timestamptz), 'infinity')) over (
        partition by cell("customer_tweet_id"), lower(cell("agent_id"))
    ) as first_reply
from upload
