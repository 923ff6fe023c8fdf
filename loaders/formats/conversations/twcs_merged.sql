/*
title.en  = "Customer Support on Twitter, messages joined with their replies"
title.fr  = "Customer Support on Twitter, messages joints à leurs réponses"
tool      = "Customer Support on Twitter"
signature = ["tweet_id_x", "author_id_x", "created_at_x", "text_x", "author_id_y", "created_at_y", "text_y"]
optional  = ["inbound_y"]
aside      = "lower(cell(inbound_y)) in ('true', '1')"
remarks    = ["pairs"]
confidence = "parser"
layout    = "unknown"
evidence  = "public code that merges questions and answers"
*/
-- one row per reply of a company; replies of other customers are excluded
select
    record,
    "created_at_x" as received,
    "author_id_y" as brand,
    'x' as channel,
    'answered only' as kind,
    regexp_replace(cell("tweet_id_x"), '[.,]0$', '') as platform_id,
    regexp_replace(cell("author_id_x"), '[.,]0$', '') as author,
    unescape("text_x") as text,
    arg_min(
        "created_at_y",
        coalesce(
            timezone('UTC', try_strptime("created_at_y", '%a %b %d %H:%M:%S %z %Y')),
            try_cast("created_at_y" as timestamp),
            'infinity'
        )
    ) over (partition by cell("tweet_id_x"), lower(cell("author_id_y"))) as first_reply
from upload
