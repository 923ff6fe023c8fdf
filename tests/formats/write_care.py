"""Writes the samples of customer care beside this file: headers and quirks of the real exports, rows invented here.

python -m tests.formats.write_care
"""

from __future__ import annotations

from tests.formats.write_listening import answered
from tests.formats.write_samples import rows_of, write_text

ZENDESK = [
    "Summation column", "Id", "Requester", "Requester id", "Requester external id", "Requester email", "Requester domain",
    "Submitter", "Assignee", "Group", "Subject", "Tags", "Status", "Priority", "Via", "Ticket type", "Created at", "Updated at",
    "Assigned at", "Organization", "Due date", "Initially assigned at", "Solved at", "Resolution time", "Satisfaction Score",
    "Group stations", "Assignee stations", "Reopens", "Replies", "First reply time in minutes",
    "First reply time in minutes within business hours", "Full resolution time in minutes", "Motif [list]",
]  # fmt: skip
FRESHDESK = [
    "Ticket ID", "Subject", "Status", "Priority", "Source", "Type", "Agent", "Group", "Created time", "Due by Time",
    "Resolved time", "Closed time", "Last update time", "Initial response time", "Time tracked", "First response time (in hrs)",
    "Resolution time (in hrs)", "Agent interactions", "Customer interactions", "Resolution status", "First response status",
    "Tags", "Survey results", "Product", "Full name", "Contact ID", "Work phone",
]  # fmt: skip


def zendesk():
    solved = {
        "Summation column": "1", "Id": "4711", "Requester": "Client A", "Requester id": "9001", "Requester email": "a@mail.example",
        "Subject": "Colis perdu", "Tags": "livraison sav", "Status": "Solved", "Via": "Twitter", "Ticket type": "Incident",
        "Created at": "2026-03-11 08:15", "Solved at": "2026-03-12 09:00", "Satisfaction Score": "Good", "Replies": "2",
        "First reply time in minutes": "12", "First reply time in minutes within business hours": "2",
    }  # fmt: skip
    open_ = solved | {
        "Id": "4712", "Status": "Open", "Via": "Web Form", "Created at": "2026-03-12 23:50", "Solved at": "", "Satisfaction Score": "Offered",
        "Replies": "0", "First reply time in minutes": "", "Requester id": "9002", "Subject": "Devis, reprise",
    }  # fmt: skip
    write_text("zendesk.csv", rows_of(ZENDESK, solved, open_))
    hours = [
        name.replace("First reply time in minutes", "First reply time (hrs)")
        if name == "First reply time in minutes"
        else name
        for name in ZENDESK
    ]
    in_hours = solved | {"First reply time (hrs)": "1.5", "Satisfaction Score": "Bad"}
    write_text("zendesk.hours.csv", rows_of(hours, in_hours))
    answered("zendesk.csv", brand="Aurelle")
    answered("zendesk.hours.csv", brand="Aurelle")


def freshdesk():
    solved = {
        "Ticket ID": "12", "Subject": "Colis", "Status": "Closed", "Source": "Twitter", "Type": "Question", "Created time": "2026-03-11 08:15:00",
        "Resolved time": "2026-03-12 09:00:00", "Closed time": "2026-03-13 09:00:00", "Initial response time": "2026-03-11 10:45:30",
        "First response time (in hrs)": "02:30:30", "Resolution time (in hrs)": "24:45:00", "Agent interactions": "2", "Full name": "Client A",
        "Contact ID": "901", "Product": "Aurelle", "Work phone": "0600000000",
    }  # fmt: skip
    long = solved | {"Ticket ID": "13", "Initial response time": "", "First response time (in hrs)": "26:15:30", "Source": "Portal", "Status": "Open", "Resolved time": "", "Closed time": "", "Subject": "No Summary"}  # fmt: skip
    decimal = long | {"Ticket ID": "14", "First response time (in hrs)": "24.75"}
    waiting = long | {"Ticket ID": "15", "First response time (in hrs)": "", "Agent interactions": "0"}
    write_text("freshdesk.csv", rows_of(FRESHDESK, solved, long, decimal, waiting))
    service = [{"Created time": "Created Time", "Initial response time": "Initial Response Time", "First response time (in hrs)": "First Response Time (in Hrs)"}.get(name, name) for name in FRESHDESK]  # fmt: skip
    rows = rows_of(FRESHDESK, solved | {"Source": "Email", "Product": ""})
    write_text("freshdesk.freshservice.csv", [service, rows[1]])
    answered("freshdesk.freshservice.csv", brand="Aurelle")


def support_on_x():
    header = ["tweet_id", "author_id", "inbound", "created_at", "text", "response_tweet_id", "in_response_to_tweet_id"]
    write_text(
        "twcs.csv",
        [header,
         ["1", "AurelleAide", "FALSE", "Tue Oct 31 22:10:47 +0000 2017", "@115712 Écrivez-nous en privé", "2", "3"],
         ["2", "115712", "TRUE", "Tue Oct 31 22:11:45 +0000 2017", "@AurelleAide et comment ?", "", "1"],
         ["3", "115712", "TRUE", "Tue Oct 31 22:08:27 +0000 2017", "@AurelleAide toujours sans nouvelles &amp; sans voiture", "1,4", ""],
         ["4", "AurelleAide", "FALSE", "Tue Oct 31 22:09:00 +0000 2017", "@115712 On regarde", "", "3"],
         ["5", "115713", "TRUE", "Tue Oct 31 23:30:00 +0000 2017", "@115799 personne ne répond", "6", ""],
         ["6", "115714", "TRUE", "Tue Oct 31 23:40:00 +0000 2017", "@115713 pareil", "7", "5"],
         ["7", "KarsaSAV", "FALSE", "Tue Oct 31 23:55:00 +0000 2017", "@115714 Bonsoir", "", "6"],
         ["8", "115715", "TRUE", "Tue Oct 31 23:57:00 +0000 2017", "Quelqu'un ?", "", ""]],
    )  # fmt: skip
    rows = [
        header,
        ["12", "115713", "True", "Tue Oct 31 22:04:47 +0000 2017", "@KarsaSAV c'est long", "11", ""],
        ["11", "KarsaSAV", "False", "Tue Oct 31 22:10:35 +0000 2017", "@115713 Nous regardons", "", "12.0"],
    ]
    write_text(
        "twcs.with_threads.csv", [[*row, "conversation_id" if place == 0 else "12"] for place, row in enumerate(rows)]
    )


if __name__ == "__main__":
    for write in (zendesk, freshdesk, support_on_x):
        write()
