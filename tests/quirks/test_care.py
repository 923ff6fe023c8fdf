"""Quirks of customer care: durations, times told twice, replies among the messages, personal data."""

import os
from datetime import datetime
from pathlib import Path

import pytest

from tests.quirks.test_mentions import given, told
from tests.quirks.test_texts import loaded, text

ZENDESK = [
    "Id",
    "Subject",
    "Status",
    "Via",
    "Created at",
    "Solved at",
    "Requester email",
    "Replies",
    "Satisfaction Score",
]
FRESHDESK = [
    "Ticket ID", "Subject", "Status", "Source", "Created time", "Resolved time", "Closed time", "Initial response time",
    "First response time (in hrs)", "Product", "Work phone",
]  # fmt: skip
TWCS = ["tweet_id", "author_id", "inbound", "created_at", "text", "response_tweet_id", "in_response_to_tweet_id"]
TICKET = {"Ticket ID": "12", "Subject": "Colis", "Status": "Open", "Source": "Email", "Created time": "2026-03-11 08:15:00", "Product": "Aurelle"}  # fmt: skip


def conversations(store, *names):
    rows = store.rows(
        f"select {', '.join(names)} from conversation_records where state = 'kept' order by received_at, platform_id"
    )
    return [tuple(row[name] for name in names) for row in rows]


@pytest.mark.parametrize(
    ("written", "minutes"),
    [("26:15:30", 1575.5), ("00:12:00", 12), ("24.75", 1485), ("", None)],  # 26 × 60 + 15 + 30/60; 24.75 × 60
)
def test_quirk_67_a_duration_may_pass_24_hours_and_may_be_written_as_hours(store, tmp_path, written, minutes):
    given(store, tmp_path, FRESHDESK, TICKET | {"First response time (in hrs)": written})
    assert conversations(store, "first_reply_minutes") == [(minutes,)]


def test_quirk_67_the_time_of_the_first_reply_comes_before_its_duration(store, tmp_path):
    given(
        store,
        tmp_path,
        FRESHDESK,
        TICKET | {"First response time (in hrs)": "01:00:00", "Initial response time": "2026-03-11 10:45:30"},
    )
    ((reply, minutes),) = conversations(store, "first_reply_at", "first_reply_minutes")
    assert (str(reply), minutes) == ("2026-03-11 09:45:30", None)  # a quarter to eleven in Paris, in winter


@pytest.mark.parametrize("head", ["First reply time (min)", "First reply time in minutes", "First reply time (hrs)"])
def test_the_first_reply_of_a_ticket_is_told_in_minutes_or_in_hours(store, tmp_path, head):
    header = [*ZENDESK, head]
    record = {
        "Id": "1",
        "Subject": "Colis",
        "Status": "Solved",
        "Via": "Twitter",
        "Created at": "2026-03-11 08:15",
        head: "1.5",
    }
    given(store, tmp_path, header, record, brand="Aurelle")
    assert conversations(store, "first_reply_minutes", "channel") == [(90 if "hrs" in head else 1.5, "x")]


def test_a_ticket_without_a_reply_says_so_and_its_satisfaction_is_told_only_where_it_is(store, tmp_path):
    record = {"Subject": "Colis", "Status": "Open", "Via": "Web Form", "Created at": "2026-03-11 08:15"}
    given(store, tmp_path, ZENDESK,
        record | {"Id": "1", "Replies": "0", "Satisfaction Score": "Offered"},
        record | {"Id": "2", "Replies": "2", "Satisfaction Score": "Bad"},
        record | {"Id": "3", "Satisfaction Score": "Good"}, brand="Aurelle")  # fmt: skip
    found = conversations(store, "is_answered", "is_satisfied", "is_resolved")
    assert found == [(False, None, False), (True, False, False), (None, True, False)]


def test_quirk_46_the_earliest_row_of_the_company_that_answers_is_the_first_reply(store, tmp_path):
    """Message 3 has two replies, at 22:09 and 22:10:47; message 2 answers the company and has none."""
    receipt = loaded(store, tmp_path, text([TWCS,
        ["1", "AurelleAide", "FALSE", "Tue Oct 31 22:10:47 +0000 2017", "@115712 En privé ?", "2", "3"],
        ["2", "115712", "TRUE", "Tue Oct 31 22:11:45 +0000 2017", "et comment ?", "", "1.0"],
        ["3", "115712", "TRUE", "Tue Oct 31 22:08:27 +0000 2017", "toujours rien", "1,4", ""],
        ["4", "AurelleAide", "FALSE", "Tue Oct 31 22:09:00 +0000 2017", "@115712 On regarde", "", "3"]]).encode())  # fmt: skip
    assert (receipt.read, receipt.kept) == (2, 2)
    found = [
        (one, str(reply), answered)
        for one, reply, answered in conversations(store, "platform_id", "first_reply_at", "is_answered")
    ]
    assert found == [("3", "2017-10-31 22:09:00", True), ("2", "None", False)]
    assert {brand for (brand,) in conversations(store, "brand")} == {"AurelleAide"}
    assert any("excluded: 2," in note for note in told(receipt))


def test_a_message_is_for_the_company_of_its_thread_and_rejected_where_none_is_named(store, tmp_path):
    receipt = loaded(store, tmp_path, text([TWCS,
        ["5", "115713", "TRUE", "Tue Oct 31 23:30:00 +0000 2017", "personne ne répond", "6", ""],
        ["6", "115714", "TRUE", "Tue Oct 31 23:40:00 +0000 2017", "pareil", "7", "5"],
        ["7", "KarsaSAV", "FALSE", "Tue Oct 31 23:55:00 +0000 2017", "Bonsoir", "", "6"],
        ["8", "115715", "TRUE", "Tue Oct 31 23:57:00 +0000 2017", "Quelqu'un ?", "", ""]]).encode())  # fmt: skip
    assert conversations(store, "platform_id", "brand") == [("5", "KarsaSAV"), ("6", "KarsaSAV")]
    assert [(one.record, one.column) for one in receipt.parts[0].rejects] == [(5, "brand")]


@pytest.mark.parametrize("answered", ["5", "5.0", "5,0"])
def test_a_reply_is_found_however_a_spreadsheet_writes_the_id_that_it_answers(store, tmp_path, answered):
    loaded(store, tmp_path, text([TWCS,
        ["5", "115713", "TRUE", "Tue Oct 31 23:30:00 +0000 2017", "@KarsaSAV personne ne répond", "6", ""],
        ["6", "KarsaSAV", "FALSE", "Tue Oct 31 23:55:00 +0000 2017", "Bonsoir", "", answered]]).encode())  # fmt: skip
    assert conversations(store, "platform_id", "first_reply_at") == [("5", datetime(2017, 10, 31, 23, 55))]


def test_quirk_80_who_wrote_a_ticket_is_not_kept(store, tmp_path):
    record = {"Id": "1", "Subject": "Colis", "Status": "Open", "Via": "Mail", "Created at": "2026-03-11 08:15", "Requester email": "a@mail.example"}  # fmt: skip
    receipt = given(store, tmp_path, [*ZENDESK, "Requester"], record | {"Requester": "Jeanne Client"}, brand="Aurelle")
    kept = str(store.rows("select * from conversation_records"))
    assert "mail.example" not in kept
    assert "Jeanne" not in kept
    assert "Columns with personal data that no figure uses were not read: Requester email." in told(receipt)


@pytest.mark.skipif(
    "EREPUTATION_DATASETS" not in os.environ, reason="EREPUTATION_DATASETS names no folder of real data"
)
def test_605_of_the_660_messages_of_the_published_sample_are_answered(store, tmp_path):
    path = Path(os.environ["EREPUTATION_DATASETS"]) / "twcs_support" / "tweets_100.csv"
    receipt = loaded(store, tmp_path, path.read_bytes(), name=path.name)
    assert (receipt.read, receipt.kept, receipt.folded, receipt.rejected) == (
        660,
        660,
        0,
        0,
    )  # of 1,000 rows 340 are replies
    answered = store.value("select count(*) from conversation_records where is_answered")
    timed = store.value("select count(*) from conversation_records where first_reply_at is not null")
    assert (answered, timed) == (605, 290)  # the replies of 290 are in the file
