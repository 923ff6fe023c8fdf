"""What people decide is appended: of two decisions the last one holds, however quickly it follows."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

import data.store
from data.decisions import annotations, figure_comments, history, topics
from data.decisions import log as decision_log
from data.decisions.brands import own_brands, set_role
from data.reports import settings as report_settings
from data.store import insert, now, setting
from kpis.objectives import role_profiles


def test_of_two_roles_of_a_brand_declared_at_once_the_last_one_holds(store):
    for _ in range(20):
        set_role(store, "Aurelle", "competitor", who="test")
        set_role(store, "Aurelle", "own", who="test")
        assert own_brands(store) == ("Aurelle",)
        set_role(store, "Aurelle", "other", who="test")
        assert own_brands(store) == ()


def test_of_two_settings_made_at_once_the_last_one_holds(store):
    for zone in ("UTC", "Europe/Paris", "Asia/Tokyo"):
        with store.writing() as cursor:
            insert(cursor, "settings", {"name": "time_zone", "value": zone, "set_at": now(), "set_by": "test"})
        assert setting(store, "time_zone", "UTC") == zone


@settings(max_examples=5, deadline=None)
@given(st.lists(st.integers(-400, 400), min_size=2, max_size=3))
def test_whatever_the_clock_says_the_newer_decision_holds(shelf, days):
    """`days`: what the clock says at each decision, from today."""
    store = shelf.take()
    clock = iter([])

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(UTC) + timedelta(days=next(clock, 0))

    kept, data.store.datetime = data.store.datetime, Clock
    try:
        for number, day in enumerate(days):
            clock = iter([day] * 50)
            value = f"#{number:06x}"
            decision_log.decide(store, "colour", "Aurelle", value, who="test")
            store.append("settings", {"name": "n", "value": value, "set_at": now(), "set_by": "test"})
            set_role(store, "Aurelle", "own" if number % 2 else "competitor", who="test")
            topics.set_topic(store, "t", words=[value], exclusions=[], is_sensitive=False, who="test")
            store.append("role_sheets", {"role": "r", "profile": value, "brand": None, "perimeter": "{}",
                                         "recorded_at": now(), "recorded_by": "test"})  # fmt: skip
            figure_comments.write(store, "k", brand="Aurelle", since=datetime(2026, 1, 5).date(),
                                  until=datetime(2026, 1, 11).date(), text=value, who="test")  # fmt: skip
            if number == 0:
                one = annotations.annotate(store, kind="event", title=value, first_day=datetime(2026, 1, 5).date(),
                                           last_day=datetime(2026, 1, 5).date(), who="test")  # fmt: skip
            assert decision_log.in_force(store, "colour")["Aurelle"].value == value
            assert setting(store, "n", "") == value
            assert bool(own_brands(store)) == bool(number % 2)
            assert store.value("select arg_max(profile, rowid) from role_sheets") == value
            assert role_profiles.profile_of(store, "r") == value
            found = figure_comments.messages(
                store, "Aurelle", datetime(2026, 1, 5).date(), datetime(2026, 1, 11).date()
            )
            assert found["k"].text == value
            last = [change for change in history.history(store) if change.is_last and change.kind == "colour"]
            assert [(change.value, change.before) for change in last] == [
                (value, f"#{number - 1:06x}" if number else None)
            ]
        assert one
        decision_log.decide(store, report_settings.SCHEDULE, "week", "{}", who="test")
        assert report_settings.in_force_since(store, report_settings.SCHEDULE, "week") < datetime(9999, 1, 1)
    finally:
        data.store.datetime = kept
        shelf.give_back(store)
