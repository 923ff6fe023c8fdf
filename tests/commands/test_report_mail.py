"""A report that waits in the outbox leaves by e-mail: once to each address, with its files."""

from datetime import UTC, date, datetime, timedelta

import pytest

from commands import report_mail
from data.reports import outbox
from data.reports.outbox import File
from tests.watch.receivers import Mailbox

NOW = datetime(2026, 10, 5, 9, tzinfo=UTC)
FILES = (
    File("aurelle_2026-W40_fr.pdf", "application/pdf", b"%PDF-1.7 invented"),
    File("aurelle_2026-W40_fr.html", "text/html", "<html><body><h1>Semaine 40 à Montréval</h1></body></html>".encode()),
    File("aurelle_2026-W40_fr.txt", "text/plain", b"Semaine 40"),
)


def waiting(store, *addresses):
    return outbox.add(
        store, recipient="Board", kind="week", since=date(2026, 9, 28), report=1, language="fr", place="outbox",
        addresses=addresses, subject="Rapport hebdomadaire · Aurelle · semaine 40", status="waiting", files=FILES,
    )  # fmt: skip


@pytest.fixture
def mailbox(monkeypatch):
    with Mailbox() as receiver:
        monkeypatch.setenv("EREPUTATION_NOTIFY_MAIL", receiver.address)
        yield receiver


def test_each_address_gets_the_page_and_the_files_once(store, mailbox):
    number = waiting(store, "board@aurelle.example", "ana@aurelle.example")
    assert report_mail.send_waiting(store, NOW) == ((number,), ())
    assert report_mail.send_waiting(store, NOW + timedelta(hours=1)) == ((), ())
    assert [address for address, _ in mailbox.letters] == ["board@aurelle.example", "ana@aurelle.example"]
    letter = mailbox.letters[0][1]
    assert letter["Subject"] == "Rapport hebdomadaire · Aurelle · semaine 40"
    assert "Semaine 40 à Montréval" in letter.get_body(("html",)).get_content()
    (attached,) = letter.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == (FILES[0].name, FILES[0].content)
    assert outbox.deliveries(store)[0].status == "sent"


def test_an_address_that_is_refused_is_named_and_the_others_get_no_second_letter(store, mailbox):
    number = waiting(store, "board@aurelle.example", "refused@aurelle.example")
    assert report_mail.send_waiting(store, NOW) == ((), (number,))
    assert report_mail.send_waiting(store, NOW + timedelta(minutes=5)) == ((), ())  # not yet again
    assert report_mail.send_waiting(store, NOW + timedelta(minutes=20)) == ((), (number,))
    assert [address for address, _ in mailbox.letters] == ["board@aurelle.example"]
    (one,) = outbox.deliveries(store)
    assert one.status == "waiting"
    assert "refused@aurelle.example" in str(one.reason)


def test_without_a_mail_server_the_report_waits(store, monkeypatch):
    monkeypatch.delenv("EREPUTATION_NOTIFY_MAIL", raising=False)
    waiting(store, "board@aurelle.example")
    assert report_mail.send_waiting(store, NOW) == ((), ())
    assert outbox.deliveries(store)[0].status == "waiting"
