"""Recipients, schedules and the organisation's look are decisions: dated, with their author, and undone."""

from dataclasses import replace
from datetime import datetime

import pytest

from data.decisions import history
from data.migrations import open_store
from data.reports import outbox, settings
from data.reports.settings import Recipients, Schedule, Style
from data.sentences import Refusal, sentence

BOARD = Recipients("Board", "Aurelle", "senior", "week", "fr", "outbox", ("Board@Aurelle.example",))
PNG = b"\x89PNG\r\n\x1a\n..."


def plain(store):
    return [(one.name, one.place, one.addresses, one.folder, one.set_by) for one in settings.recipients(store)]


def test_recipients_are_kept_changed_removed_and_restored(store):
    settings.set_recipients(store, BOARD, who="ana")
    assert plain(store) == [("Board", "outbox", ("board@aurelle.example",), "", "ana")]
    share = Recipients("Board", "Aurelle", "senior", "week", "fr", "folder", folder="/srv/reports")
    settings.set_recipients(store, share, who="ben")
    assert plain(store) == [("Board", "folder", (), "/srv/reports", "ben")]
    settings.remove_recipients(store, "Board", who="ben")
    assert plain(store) == []
    history.undo(store, history.history(store)[0], who="ana")
    assert plain(store) == [("Board", "folder", (), "/srv/reports", "ana")]


def test_two_reports_of_one_name_do_not_share_a_folder(store):
    share = Recipients("Share", "Aurelle", "senior", "week", "fr", "folder", folder="/srv/reports")
    settings.set_recipients(store, share, who="ana")
    settings.set_recipients(store, share, who="ana")
    settings.set_recipients(store, replace(share, name="English", language="en"), who="ana")
    with pytest.raises(Refusal, match="gets the same report for Share already"):
        settings.set_recipients(store, replace(share, name="Interns", role="stagiaire"), who="ana")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": " "}, "need a name"),
        ({"name": "n" * 61}, "at most 60 characters"),
        ({"kind": "comparison"}, "'comparison' is not a kind of report with recipients"),
        ({"language": "de"}, "'de' is not a language of reports"),
        ({"place": "pigeon"}, "'pigeon' is not a way to deliver"),
        ({"brand": ""}, "need a brand and a role"),
        ({"addresses": ()}, "at least one e-mail address"),
        ({"addresses": ("a b",)}, "'a b' is not a valid e-mail address"),
        ({"place": "folder"}, "Name the folder"),
    ],
)
def test_incomplete_recipients_are_a_sentence(store, wrong, told):
    values = {name: getattr(BOARD, name) for name in Recipients.__dataclass_fields__}
    with pytest.raises(Refusal, match=told):
        settings.set_recipients(store, Recipients(**{**values, **wrong}), who="ana")
    assert plain(store) == []


def test_a_schedule_is_set_and_removed_and_a_wrong_hour_is_a_sentence(store):
    settings.set_schedule(store, Schedule("week", 1, 9, 30), who="ana")
    one = settings.schedules(store)["week"]
    assert (one.day, one.hour, one.minute, one.patience, one.set_by) == (1, 9, 30, 48, "ana")
    for wrong in (Schedule("week", 8, 9), Schedule("month", 29, 9), Schedule("week", 1, 24), Schedule("week", 1, 9, 0, -1), Schedule("day", 1, 9)):  # fmt: skip
        with pytest.raises(Refusal):
            settings.set_schedule(store, wrong, who="ana")
    settings.remove_schedule(store, "week", who="ana")
    assert settings.schedules(store) == {}


def test_recipients_are_in_force_since_their_first_day_whatever_was_changed_since(store):
    settings.set_recipients(store, BOARD, who="ana")
    since = settings.in_force_since(store, settings.RECIPIENTS, "Board")
    settings.set_recipients(store, Recipients("Board", "Aurelle", "senior", "week", "en", "outbox", ("a@b.example",)), who="ana")  # fmt: skip
    assert settings.in_force_since(store, settings.RECIPIENTS, "Board") == since
    settings.remove_recipients(store, "Board", who="ana")
    settings.set_recipients(store, BOARD, who="ana")
    assert settings.in_force_since(store, settings.RECIPIENTS, "Board") > since
    assert settings.in_force_since(store, settings.RECIPIENTS, "Nobody") > datetime(9000, 1, 1)


def test_the_address_of_links_is_one_of_the_web(store):
    settings.set_links(store, " https://dashboard.example.org/reputation/ ", who="ana")
    assert settings.links_of(store) == "https://dashboard.example.org/reputation"
    for wrong in ("javascript:alert(1)", "https://a.example/?b=c", "ftp://a.example", "a b"):
        with pytest.raises(Refusal, match="is not an address of a dashboard"):
            settings.set_links(store, wrong, who="ana")


def test_logo_template_and_style_are_kept_and_removed(store):
    settings.set_style(store, Style("Aurelle", "Confidential", "", ("#1F4E79",)), who="ana")
    settings.set_file(store, "logo", PNG, who="ana")
    settings.set_file(store, "template", b"PK\x03\x04...", who="ana")
    assert settings.style(store) == Style("Aurelle", "Confidential", "", ("#1F4E79",))
    assert (settings.file(store, "logo"), settings.file(store, "template")) == (PNG, b"PK\x03\x04...")
    for name, content in (("logo", b"<svg/>"), ("template", b"%PDF"), ("logo", PNG + bytes(1_000_001)), ("font", PNG)):
        with pytest.raises(Refusal):
            settings.set_file(store, name, content, who="ana")
    with pytest.raises(Refusal, match="'blue' is not a valid colour"):
        settings.set_style(store, Style(colours=("blue",)), who="ana")
    settings.set_file(store, "logo", b"", who="ana")
    settings.set_style(store, Style(), who="ana")
    assert (settings.file(store, "logo"), settings.style(store)) == (b"", Style())


def test_a_period_is_delivered_once_and_a_failed_one_again(store):
    def add(status, **more):
        return outbox.add(
            store, recipient="Board", kind="week", since=datetime(2026, 9, 21).date(), report=1, language="fr",
            place="outbox", addresses=("a@b.example",), subject="S39", status=status, **more,
        )  # fmt: skip

    failed = add(
        "failed", reason=sentence("There is no brand called {brand}. Known brands: {known}.", brand="A", known="")
    )
    first = add("waiting", files=(outbox.File("a.json", "application/json", b"{}"),))
    again = add("waiting", files=(outbox.File("b.json", "application/json", b"{}"),))
    assert failed <= first == again
    assert [one.name for one in outbox.files(store, first)] == ["a.json"]
    assert [one.status for one in outbox.waiting(store)] == ["waiting"]
    outbox.settle(store, first, "sent")
    assert outbox.waiting(store) == ()
    assert outbox.is_served(store, "Board", "week", datetime(2026, 9, 21).date())


def test_a_store_of_the_fifth_version_gets_the_tables_of_reports(store):
    with store.writing() as cursor:  # as version 5 left it
        for table in ("issued_reports", "report_messages", "report_deliveries", "report_files"):
            cursor.execute(f"drop table {table}")
        cursor.execute("update store_info set schema_version = 5")
    store.close()
    again = open_store(store.path)
    settings.set_recipients(again, BOARD, who="ana")
    assert again.value("select count(*) from issued_reports") == 0
    again.close()
