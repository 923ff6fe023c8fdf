"""Due reports are issued once per period, whatever the clocks do, when their sources are there or have been waited for."""

import threading
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from commands import report_rounds
from commands.report_rounds import Rounds, make_round
from data.reports import issued as kept
from data.reports import outbox, settings
from data.reports.settings import Recipients, Schedule
from kpis.compute import compute
from kpis.engine import periods
from kpis.engine.scope import Scope
from reports.weekly import due, issuing
from reports.weekly.labels import labels
from reports.weekly.model import content_of, digest_of
from reports.weekly.request import Request
from tests import canonical
from tests.reports.weekly.example import report as invented

ZONE = ZoneInfo("Europe/Paris")
BOARD = Recipients("Board", "Aurelle", "senior", "week", "fr", "outbox", ("board@aurelle.example",))
MONDAY_AT_NINE = Schedule("week", 1, 9, patience=24)


def local(*moment):
    """A moment by the clock of Paris."""
    return datetime(*moment, tzinfo=ZONE)


def told(store, last, *, first=date(2026, 9, 28)):
    """Three mentions a day of Aurelle, covered up to a day."""
    rows = canonical.daily(first.isoformat(), [3] * ((last - first).days + 1), Brand="Aurelle", Channel="x")
    canonical.mentions(store, rows)


@pytest.fixture
def asked(store, monkeypatch):
    """Recipients and a schedule since September, and mentions up to Sunday 25 October 2026, when clocks go back."""
    told(store, date(2026, 10, 25))
    canonical.brands(store, own="Aurelle")
    settings.set_recipients(store, BOARD, who="ana")
    settings.set_schedule(store, MONDAY_AT_NINE, who="ana")
    began(store, datetime(2026, 10, 14))
    return store


def began(store, moment):
    with store.writing() as cursor:
        cursor.execute("update decisions set set_at = ?", [moment])


def issued_before(store, *first_days, kind="week"):
    """Reports of these periods that somebody issued by hand: a round delivers them as they are, without building them."""
    for day in first_days:
        period = {"week": periods.week, "month": periods.month}[kind](day)
        asked = Request(kind, "Aurelle", "senior", period, day)
        ends = {"since": period.since.isoformat(), "until": period.until.isoformat()}
        frozen = {
            language: content_of(
                invented(brand="Aurelle", kind=kind, language=language, labels=labels(language), **ends)
            )
            for language in ("fr", "en")
        }
        contents = {language: (content, digest_of(content)) for language, content in frozen.items()}
        kept.add(store, issuing.period_of(asked), contents, definitions="", who="ana")


def rounds(store, at):
    return make_round(store, at, faces=("json",))


def periods_of(found):
    return [(one.recipients.name, one.period.since, bool(one.missing)) for one in found]


def test_a_report_is_drawn_five_minutes_before_its_hour_and_not_earlier(asked):
    week = date(2026, 10, 19)
    past = date(2026, 10, 12)
    assert periods_of(due.due(asked, local(2026, 10, 26, 8, 54))) == [("Board", past, False)]
    assert periods_of(due.due(asked, local(2026, 10, 26, 8, 55))) == [("Board", past, False), ("Board", week, False)]
    assert due.due(asked, local(2026, 10, 19, 8, 54)) == ()  # the schedule began on the 14th


def test_clocks_that_go_back_serve_a_period_once(asked):
    """Due at half past two on the Sunday in autumn on which 2:30 comes twice: 0:30 and 1:30 UTC."""
    settings.set_schedule(asked, Schedule("month", 25, 2, 30), who="ana")
    settings.set_recipients(asked, Recipients("Autumn", "Aurelle", "senior", "month", "en", "outbox", ("a@b.example",)), who="ana")  # fmt: skip
    settings.remove_recipients(asked, "Board", who="ana")
    began(asked, datetime(2026, 10, 1))
    issued_before(asked, date(2026, 9, 1), kind="month")
    moments = [datetime(2026, 10, 25, 0, 24, tzinfo=UTC) + timedelta(minutes=30) * step for step in range(4)]
    assert [len(rounds(asked, one)) for one in moments] == [0, 1, 0, 0]
    (one,) = outbox.deliveries(asked)
    assert (one.recipient, one.since, one.status, one.language) == ("Autumn", date(2026, 9, 1), "waiting", "en")


def test_an_hour_that_summer_time_skips_is_the_one_after_it():
    schedule = Schedule("month", 29, 2, 30)
    period = periods.month(date(2026, 2, 1))
    assert due.due_at(period, schedule, ZONE) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)  # 3:30 in Paris


def test_what_was_missed_while_nothing_ran_is_issued_and_attached(asked):
    issued_before(asked, date(2026, 10, 12))
    done = rounds(asked, local(2026, 10, 27, 12, 0))
    found = outbox.deliveries(asked)
    assert len(done) == 2
    assert [(one.since, one.status, one.addresses) for one in found] == [
        (date(2026, 10, 19), "waiting", BOARD.addresses),
        (date(2026, 10, 12), "waiting", BOARD.addresses),
    ]
    assert found[0].subject.endswith(" · Aurelle · Semaine 43 · 19\u00a0– 25 octobre 2026")
    (file, *_) = [one for one in outbox.files(asked, found[0].delivery) if one.name.endswith(".json")]
    assert file.name == "aurelle_2026-W43_fr.json"
    assert b'"brand": "Aurelle"' in file.content
    assert rounds(asked, local(2026, 10, 28, 12, 0)) == ()
    # the one that the schedule issued is in the report log, late by the clock of this machine or not
    assert asked.value("select count(*) from reports") == 1


def test_a_report_waits_for_its_sources_and_then_says_what_is_missing(asked):
    """The week of 26 October is covered to its Wednesday: due on 2 November, issued a day later."""
    told(asked, date(2026, 10, 28), first=date(2026, 10, 26))
    began(asked, datetime(2026, 10, 28))
    monday = local(2026, 11, 2, 9, 0)
    (one,) = due.due(asked, monday)
    assert [(found.table, found.due, found.read) for found in one.missing] == [("mentions", 7, 3)]
    assert rounds(asked, monday) == ()
    assert rounds(asked, monday + timedelta(hours=23, minutes=59)) == ()
    assert len(rounds(asked, monday + timedelta(hours=24))) == 1
    (file, *_) = outbox.files(asked, outbox.deliveries(asked)[0].delivery)
    assert b"ne couvre" in file.content or b"does not cover the period" in file.content


def test_a_source_that_arrives_ends_the_wait(asked):
    began(asked, datetime(2026, 10, 28))
    issued_before(asked, date(2026, 10, 26))
    monday = local(2026, 11, 2, 9, 0)
    assert rounds(asked, monday) == ()
    told(asked, date(2026, 11, 1), first=date(2026, 10, 26))
    assert len(rounds(asked, monday + timedelta(minutes=1))) == 1


def test_a_folder_gets_the_files_and_a_failure_is_told_and_tried_again(asked, tmp_path):
    settings.remove_recipients(asked, "Board", who="ana")
    place = tmp_path / "a file"
    place.write_text("in the way")
    settings.set_recipients(asked, Recipients("Share", "Aurelle", "senior", "week", "en", "folder", folder=str(place)), who="ana")  # fmt: skip
    began(asked, datetime(2026, 10, 20))
    issued_before(asked, date(2026, 10, 19))
    at = local(2026, 10, 26, 10, 0)
    rounds(asked, at)
    (one,) = outbox.deliveries(asked)
    assert one.status == "failed"
    assert "could not be written to the folder" in one.reason
    with asked.writing() as cursor:  # as if this machine's clock had said what the test does
        cursor.execute("update report_deliveries set changed_at = ?", [at.astimezone(UTC).replace(tzinfo=None)])
    place.unlink()
    assert rounds(asked, at + timedelta(minutes=30)) == ()
    rounds(asked, at + timedelta(minutes=61))
    assert [each.status for each in outbox.deliveries(asked)] == ["written"]
    assert "aurelle_2026-W43_en.json" in {each.name for each in place.iterdir()}
    assert not [each for each in place.iterdir() if each.suffix == ".part"]


def test_without_recipients_or_schedule_nothing_is_due(store):
    assert due.due(store, local(2026, 10, 26, 9, 0)) == ()
    settings.set_recipients(store, BOARD, who="ana")
    assert due.due(store, local(2026, 10, 26, 9, 0)) == ()


def test_recipients_of_an_unknown_brand_fail_with_a_sentence_and_the_others_are_served(asked):
    settings.set_recipients(asked, Recipients("A wrong one", "Nobody", "senior", "week", "fr", "outbox", ("a@b.example",)), who="ana")  # fmt: skip
    began(asked, datetime(2026, 10, 20))
    issued_before(asked, date(2026, 10, 19))
    rounds(asked, local(2026, 10, 28, 12, 0))
    found = {one.recipient: one for one in outbox.deliveries(asked)}
    assert found["A wrong one"].status == "failed"
    assert "There is no brand called" in found["A wrong one"].reason
    assert found["Board"].status == "waiting"


def test_the_thread_goes_on_after_a_failure_and_ends_with_the_store(store, monkeypatch):
    made, again = [], threading.Event()

    def failing(*_, **__):
        made.append(1)
        if len(made) > 1:
            again.set()
        raise RuntimeError("broken")

    monkeypatch.setattr(report_rounds, "make_round", failing)
    thread = Rounds(store, every=0.01)
    thread.begin()
    assert again.wait(5)
    store.close()
    assert not [one for one in threading.enumerate() if one.name == "reports"]


def test_a_report_that_was_due_and_never_issued_is_late(asked):
    """Weeks 42 and 43 are due on 19 and 26 October; nothing is issued, as their sources end on a Wednesday."""
    settings.set_schedule(asked, Schedule("week", 1, 9, patience=336), who="ana")
    told(asked, date(2026, 10, 7), first=date(2026, 10, 5))
    began(asked, datetime(2026, 10, 14))
    with asked.writing() as cursor:
        cursor.execute("update coverage set covered_to = date '2026-10-14' where table_name = 'mentions'")
    assert rounds(asked, local(2026, 10, 26, 9, 1)) == ()
    logged = "select due_at, sent_at from reports order by due_at"
    late = [datetime(2026, 10, 19, 7), datetime(2026, 10, 26, 8)]
    assert asked.rows(logged) == [{"due_at": one, "sent_at": None} for one in late]
    assert rounds(asked, local(2026, 10, 26, 9, 2)) == ()  # each is logged once
    assert len(asked.rows(logged)) == 2
    scope = Scope(date(2026, 10, 19), date(2026, 10, 25), ("Aurelle",), today=date(2026, 11, 1))
    [row] = compute(asked, "reports_on_time_rate", scope).itertuples()
    assert (row.value, row.n) == (0.0, 1)
    request = Request("week", "Aurelle", "senior", periods.week(date(2026, 10, 12)), date(2026, 10, 26))
    record = due.record(request, MONDAY_AT_NINE, datetime(2026, 10, 28, 6), zone=ZONE)
    report_rounds.report_log.log_report(asked, **record, who="ana")  # issued after all: still late
    assert [row["sent_at"] for row in asked.rows(logged)] == [datetime(2026, 10, 28, 6), None]
