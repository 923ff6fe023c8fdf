"""Jumps of follower counts that a day does not explain: told, never smoothed."""

from datetime import date

from kpis.analysis.follower_jumps import Break, breaks
from kpis.engine.scope import Scope
from tests import canonical

MARCH = Scope(date(2026, 3, 1), date(2026, 3, 31), today=date(2026, 4, 1))


def found(store, text, scope=MARCH):
    canonical.followers(store, text)
    return [(one.day.isoformat(), one.channel, one.before, one.after) for one in breaks(store, scope)]


def test_a_jump_above_twenty_percent_in_a_day_is_a_break_and_twenty_is_none(store):
    told = found(store, """
        Day        | Brand   | Channel  | Followers
        2026-03-02 | Aurelle | facebook | 1000
        2026-03-03 | Aurelle | facebook | 1201
        2026-03-02 | Aurelle | x        | 1000
        2026-03-03 | Aurelle | x        | 1200
        2026-03-04 | Aurelle | x        | 959
    """)  # fmt: skip
    assert told == [("2026-03-03", "facebook", 1000, 1201), ("2026-03-04", "x", 1200, 959)]


def test_between_counts_a_week_apart_the_growth_is_that_of_a_day(store):
    """Doubling in a week is 10 % a day; a tenth of it is −28 % a day: 12,345 read as 1,234."""
    told = found(store, """
        Day        | Brand   | Channel  | Followers
        2026-03-02 | Aurelle | facebook | 1000
        2026-03-09 | Aurelle | facebook | 2000
        2026-03-16 | Aurelle | facebook | 200
    """)  # fmt: skip
    assert told == [("2026-03-16", "facebook", 2000, 200)]
    assert breaks(store, MARCH) == (Break("Aurelle", "facebook", "", date(2026, 3, 16), date(2026, 3, 9), 2000, 200),)


def test_a_new_small_account_jumps_by_itself(store):
    told = found(store, """
        Day        | Brand   | Channel  | Followers
        2026-03-02 | Aurelle | facebook | 10
        2026-03-03 | Aurelle | facebook | 60
        2026-03-04 | Aurelle | facebook | 150
        2026-03-02 | Aurelle | x        | 0
        2026-03-03 | Aurelle | x        | 5000
        2026-03-02 | Aurelle | tiktok   | 5000
        2026-03-03 | Aurelle | tiktok   | 0
    """)  # fmt: skip
    assert told == [
        ("2026-03-03", "tiktok", 5000, 0),
        ("2026-03-03", "x", 0, 5000),
        ("2026-03-04", "facebook", 60, 150),
    ]


def test_a_break_is_told_in_the_scope_that_holds_its_day(store):
    text = """
        Day        | Brand   | Channel  | Followers
        2026-02-28 | Aurelle | facebook | 1000
        2026-03-01 | Aurelle | facebook | 2000
        2026-03-02 | Novane  | x        | 1000
        2026-03-03 | Novane  | x        | 2000
    """
    assert [one[1] for one in found(store, text)] == ["facebook", "x"]  # the count before it lies before the scope
    ours = Scope(date(2026, 3, 1), date(2026, 3, 31), ("Aurelle",), today=date(2026, 4, 1))
    assert [one.brand for one in breaks(store, ours)] == ["Aurelle"]
    network = Scope(date(2026, 3, 1), date(2026, 3, 31), channels=("x",), today=date(2026, 4, 1))
    assert [one.brand for one in breaks(store, network)] == ["Novane"]
    assert breaks(store, Scope(date(2026, 3, 2), date(2026, 3, 2), today=date(2026, 4, 1))) == ()
