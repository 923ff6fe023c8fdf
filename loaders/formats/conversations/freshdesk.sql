/*
title.en  = "Freshdesk or Freshservice tickets"
title.fr  = "Freshdesk ou Freshservice, tickets"
tool      = "Freshdesk"
signature = ["Ticket ID", "Subject", "Status", "Source", "Created time", "Resolved time", "Closed time"]
optional  = [
    "Contact ID", "Full name", "Type", "Product", "Initial response time", "First response time (in hrs)",
    "First response time (in mins)", "Agent interactions",
]
dates      = "prove"
account    = "own"
confidence = "file"
layout    = "unknown"
evidence  = "a small public file, and nine public programs that read such files"
export.en  = "Tickets › Export › CSV"
export.fr  = "Tickets › Exporter › CSV"
*/
-- one row per ticket; times are those of the account: the organisation's zone. '(in hrs)' is '24:45:00', '24.75' or
-- empty even when the times are known: the time of the first reply takes precedence
select
    record,
    "Created time" as received,
    "Product" as brand,
    case when lower(cell("Source")) in ('portal', 'feedback widget', 'web') then 'website' else "Source" end as channel,
    "Ticket ID" as platform_id,
    "Type" as kind,
    coalesce(cell("Contact ID"), cell("Full name")) as author,
    nullif(cell("Subject"), 'No Summary') as text,
    "Initial response time" as first_reply,
    case
        when known("Initial response time") is not null then null
        when regexp_full_match(known("First response time (in hrs)"), '[0-9]+:[0-5][0-9]:[0-5][0-9]')
            then cast(
                cast(split_part(cell("First response time (in hrs)"), ':', 1) as integer) * 60
                + cast(split_part(cell("First response time (in hrs)"), ':', 2) as integer)
                + cast(split_part(cell("First response time (in hrs)"), ':', 3) as integer) / 60
                as varchar
            )
        when known("First response time (in hrs)") is not null
            then coalesce(
                cast(try_cast(known("First response time (in hrs)") as double) * 60 as varchar),
                cell("First response time (in hrs)") || ' hours'  -- not a number: the record is rejected with it
            )
        else known("First response time (in mins)")
    end as first_reply_minutes,
    case when whole("Agent interactions") > 0 then 'yes' end as is_answered,
    coalesce(known("Resolved time"), known("Closed time")) as resolved,
    case
        when lower(cell("Status")) in ('resolved', 'closed') then 'yes'
        when cell("Status") is not null then 'no'
    end as is_resolved
from upload
