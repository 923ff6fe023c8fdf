/*
title.en  = "Customer Support on Twitter (twcs.csv)"
title.fr  = "Customer Support on Twitter (twcs.csv)"
tool      = "Customer Support on Twitter"
signature = ["tweet_id", "author_id", "inbound", "created_at", "text", "response_tweet_id", "in_response_to_tweet_id"]
aside      = "lower(cell(inbound)) in ('false', '0')"
remarks    = ["replies", "replied"]
confidence = "file"
layout    = "2017"
evidence  = "twcs.csv, repository Yosingh1/Machine_Learning"
*/
-- one row per message of a customer. Rows of companies are excluded: the earliest one that answers a message is its
-- first reply and gives its company; else the company that the message answers, the only one of its thread, or one that
-- it mentions
with recursive written as (
    select
        cell(tweet_id)                                            as id,
        -- a spreadsheet or data frame turns 3 into 3.0
        regexp_replace(cell(in_response_to_tweet_id), '[.,]0$', '') as answers,
        cell(author_id)                                           as company,
        created_at,
        coalesce(
            timezone('UTC', try_strptime(created_at, '%a %b %d %H:%M:%S %z %Y')),
            try_cast(created_at as timestamp)
        )                                                         as moment
    from excluded
    qualify row_number() over (partition by tweet_id order by record) = 1
),
messages as (
    select
        *,
        cell(tweet_id)                                            as id,
        regexp_replace(cell(in_response_to_tweet_id), '[.,]0$', '') as answers
    from upload
),
first_replies as (
    select
        answers                                                      as id,
        arg_min(company, (coalesce(moment, 'infinity'), id))    as company,
        arg_min(created_at, (coalesce(moment, 'infinity'), id)) as created_at
    from written
    where answers is not null
    group by answers
),
addressed as (
    select
        messages.*,
        first_replies.created_at                         as first_reply,
        coalesce(first_replies.company, written.company) as company
    from messages
    left join first_replies on first_replies.id = messages.id
    left join written on written.id = messages.answers
),
links as (
    select id, answers as other from addressed where answers is not null
    union
    select id, trim(unnest(string_split(response_tweet_id, ','))) from addressed where cell(response_tweet_id) is not null
    union
    select id, answers from written where answers is not null
),
both_ways as (
    select id, other from links
    union
    select other, id from links
),
known as (
    select id, company from addressed where company is not null
    union
    select id, company from written
),
-- from messages of known company to the other messages of their threads
threads as (
    select id, company from known
    union
    select both_ways.other, threads.company
    from threads
    join both_ways on both_ways.id = threads.id
    anti join known on known.id = both_ways.other
),
companies_of_threads as (
    select
        id,
        case when count(distinct company) = 1 then min(company) end as company
    from threads
    anti join known using (id)
    group by id
),
companies as (
    select lower(company) as handle, min(company) as company from written group by all
)
select
    record,
    "created_at" as received,
    coalesce(addressed.company, companies_of_threads.company, companies.company) as brand,
    'x' as channel,
    "tweet_id" as platform_id,
    "author_id" as author,
    unescape("text") as text,
    first_reply as first_reply,
    case when cell("response_tweet_id") is not null or first_reply is not null then 'yes' else 'no' end as is_answered
from addressed
left join companies_of_threads on companies_of_threads.id = addressed.id
left join companies on companies.handle = lower(regexp_extract(addressed.text, '@([A-Za-z_]\w*)', 1))
