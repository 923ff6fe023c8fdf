/*
title.en  = "Zendesk tickets"
title.fr  = "Zendesk, tickets"
tool      = "Zendesk"
signature = ["Id", "Subject", "Status", "Via", "Created at", "Solved at"]
optional  = [
    "Requester id", "Requester", "Ticket type", "Brand", "Satisfaction Score", "Replies", "First reply time in minutes",
    "First reply time in hours",
]
dates      = "iso"
account    = "own"
confidence = "parser"
layout    = "unknown"
evidence  = "five public programs that read such files; no file was seen"
export.en  = "Admin Center › Reports › Export › CSV"
export.fr  = "Centre d'administration › Rapports › Exporter › CSV"

[aliases]
"First reply time in minutes" = ["First reply time (in minutes)", "First reply time (min)", "First reply time (minutes)"]
"First reply time in hours"   = ["First reply time (hrs)", "First reply time (in hrs)", "First reply time (hours)"]
*/
-- one row per ticket; times are those of the account: the organisation's zone. The time until the first
-- reply is in calendar hours, not business hours
select
    record,
    "Created at" as received,
    "Brand" as brand,
    case
        when regexp_matches(lower(cell("Via")), '^(web|api|mobile)') then 'website'
        when lower(cell("Via")) = 'mail' then 'email'
        else "Via"
    end as channel,
    "Id" as platform_id,
    "Ticket type" as kind,
    coalesce(cell("Requester id"), cell("Requester")) as author,
    "Subject" as text,
    coalesce(
        known("First reply time in minutes"),
        cast(try_cast(known("First reply time in hours") as double) * 60 as varchar),
        known("First reply time in hours") || ' hours'  -- not a number: the record is rejected with it
    ) as first_reply_minutes,
    case when whole("Replies") > 0 then 'yes' when whole("Replies") = 0 then 'no' end as is_answered,
    "Solved at" as resolved,
    case
        when lower(cell("Status")) in ('solved', 'closed') then 'yes'
        when cell("Status") is not null then 'no'
    end as is_resolved,
    case
        when starts_with(lower(cell("Satisfaction Score")), 'good') then 'yes'
        when starts_with(lower(cell("Satisfaction Score")), 'bad') then 'no'
    end as is_satisfied
from upload
