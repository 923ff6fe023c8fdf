"""How often a source is read: learnt from its uploads, or set."""

import random
from datetime import date, timedelta

import pytest

from data import ledger
from data.decisions import history, rhythms
from data.sentences import Refusal
from kpis.engine.complete_weeks import last_complete_week, typical_week
from tests import canonical, canonical_activity, canonical_watch
from tests.kpis.figures import values

FIRST, TODAY = date(2026, 8, 31), date(2026, 11, 29)
AUDIT = "Day | Brand | Query | Kind | Rank | Item\n{day} | Orsa | orsa | result | 1 | orsa.fr"


@pytest.fixture
def orsa(store):
    """Mentions of every day from Monday 31 August to Sunday 22 November."""
    canonical.brands(store, own="Orsa")
    canonical.mentions(store, canonical.daily("2026-08-31", [1] * 84, Brand="Orsa", Channel="x"))
    return store


def counted(store, days, channel="x"):
    for day in days:
        canonical.followers(store, f"Day | Brand | Channel | Followers\n{day} | Orsa | {channel} | 9")


def learnt(store, table="followers", channel="x"):
    frame = rhythms.rhythms(store)
    (found,) = frame[(frame["table_name"] == table) & (frame["channel"].fillna("") == channel)].itertuples()
    return found.learnt, found.basis


@pytest.mark.parametrize(("gaps", "expected"), [
    ([], ("on demand", "few")),
    ([1], ("on demand", "few")),
    ([7], ("on demand", "few")),  # what holds a week back needs three readings
    ([28], ("monthly", "readings")),
    ([1, 1], ("daily", "readings")),
    ([1, 1, 3, 1, 1], ("daily", "readings")),  # not at the weekend
    ([7, 7], ("weekly", "readings")),
    ([6, 8, 7, 14, 7], ("weekly", "readings")),
    ([14, 14], ("monthly", "readings")),
    ([31, 28, 31], ("monthly", "readings")),
    ([31, 62, 31], ("monthly", "readings")),  # one is missing
    ([91, 92], ("on demand", "readings")),
])  # fmt: skip
def test_the_rhythm_follows_the_days_between_readings(store, gaps, expected):
    day, days = date(2026, 1, 5), [date(2026, 1, 5)]
    for gap in gaps:
        day += timedelta(days=gap)
        days.append(day)
    counted(store, days)
    assert learnt(store) == expected


def test_a_sheet_of_twelve_months_is_read_monthly_though_it_covers_every_day(store):
    months = [f"2026-{month:02}-01 | Orsa | x | 9" for month in range(1, 11)]
    canonical.followers(store, "\n".join(["Day | Brand | Channel | Followers", *months]))
    assert learnt(store) == ("monthly", "readings")


def test_two_accounts_read_on_neighbouring_days_are_read_monthly_all_the_same(store):
    rows = [
        f"2026-{month:02}-0{n} | Orsa | x | {name} | 9" for month in range(1, 7) for n, name in ((1, "a"), (2, "b"))
    ]
    canonical.followers(store, "\n".join(["Day | Brand | Channel | Account | Followers", *rows]))
    assert learnt(store) == ("monthly", "readings")


def test_logs_are_read_as_often_as_they_are_exported(store):
    """Whatever the days of their rows: exports to 30 August, 29 September, 31 October."""
    for first, last in (("2026-08-02", "2026-08-30"), ("2026-09-01", "2026-09-29"), ("2026-10-03", "2026-10-31")):
        canonical_watch.alerts(store, f"Day | Brand | Name\n{first} 10:00 | Orsa | a\n{last} 10:00 | Orsa | b")
    assert learnt(store, "alerts", "") == ("monthly", "readings")


def test_mentions_are_daily_because_their_figures_need_each_day(orsa):
    assert learnt(orsa, "mentions", "") == ("daily", "days")


def test_what_is_set_wins_and_its_undo_learns_again(orsa):
    counted(orsa, ["2026-10-05", "2026-11-02"])
    rhythms.set_rhythm(orsa, "followers", "Orsa", "x", "template_followers", rhythm="weekly", who="ann")
    (found,) = rhythms.rhythms(orsa).query("table_name == 'followers'").itertuples()
    assert (found.learnt, found.decided, found.rhythm) == ("monthly", "weekly", "weekly")
    assert values(orsa, "data_completeness", "2026-11-02", "2026-11-15")["Orsa"] == [
        1,
        7 / 8,
    ]  # no reading from the 9th
    assert last_complete_week(orsa, TODAY)[0] == date(2026, 11, 2)
    history.undo(orsa, history.history(orsa)[0], who="ann")
    assert last_complete_week(orsa, TODAY)[0] == date(2026, 11, 16)
    assert rhythms.rhythms(orsa)["decided"].isna().all()


def test_an_unknown_rhythm_or_source_is_refused(orsa):
    with pytest.raises(Refusal, match="use daily, weekly, monthly, on demand"):
        rhythms.set_rhythm(orsa, "mentions", "Orsa", None, "template_mentions", rhythm="yearly", who="ann")
    with pytest.raises(Refusal, match="No upload of this source"):
        rhythms.set_rhythm(orsa, "surveys", "Orsa", None, "template_surveys", rhythm="monthly", who="ann")


LOGS = {
    "audits": lambda store, day: canonical_watch.audits(store, AUDIT.format(day=day)),
    "alerts": lambda store, day: canonical_watch.alerts(store, f"Day | Brand | Name\n{day} 10:00 | Orsa | a"),
    "reports": lambda store, day: canonical_watch.reports(
        store, f"Day | Due | Brand | Name\n{day} | {day} 10:00 | Orsa | a"
    ),
    "surveys": lambda store, day: canonical_activity.surveys(
        store, f"Day | Brand | Kind | Score\n{day} | Orsa | nps | 9"
    ),
    "followers": lambda store, day: counted(store, [day]),
}


@pytest.mark.parametrize("log", LOGS)
def test_a_monthly_source_never_moves_the_last_complete_week(orsa, log):
    """Nor does one that is read on demand."""
    week = (date(2026, 11, 16), date(2026, 11, 22))
    chance, day, uploads = random.Random(log), FIRST, []
    while day < TODAY:
        uploads.append(LOGS[log](orsa, day))
        assert last_complete_week(orsa, TODAY) == typical_week(orsa, TODAY) == week
        day += timedelta(days=chance.randint(20, 36))
    assert len(uploads) > 2
    assert values(orsa, "data_completeness", "2026-11-16", "2026-11-22")["Orsa"] == [1]
    assert values(orsa, "data_freshness_days", "2026-11-16", "2026-11-22", today=TODAY.isoformat())["Orsa"] == [7]


def test_with_sources_on_demand_alone_the_week_of_their_last_day_is_shown(store):
    counted(store, ["2026-10-05", "2026-11-02"])
    assert last_complete_week(store, TODAY) is None
    assert typical_week(store, TODAY) == (date(2026, 11, 2), date(2026, 11, 8))


def test_withdrawing_an_upload_learns_from_the_others(orsa):
    uploads = [
        canonical.followers(orsa, f"Day | Brand | Channel | Followers\n2026-11-{day:02} | Orsa | x | 9")
        for day in (1, 8, 15)
    ]
    assert learnt(orsa) == ("weekly", "readings")
    assert last_complete_week(orsa, TODAY)[0] == date(2026, 11, 9)  # no reading from the 16th to the 22nd
    ledger.withdraw(orsa, uploads[1], who="test")
    assert learnt(orsa) == ("monthly", "readings")
    assert last_complete_week(orsa, TODAY)[0] == date(2026, 11, 16)
