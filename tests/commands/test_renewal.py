"""After a write, the figures that were looked at are computed in the background: never in the way, never wrong."""

from datetime import date
from functools import partial
from threading import Event

import duckdb
import pytest

from commands import renewal
from commands.renewal import Renewal
from kpis.compute import compute
from kpis.engine import kept_weeks
from kpis.engine.scope import Scope
from kpis.inputs import registry
from tests.canonical import daily, mentions

SCOPE = Scope(date(2026, 1, 5), date(2026, 2, 1), ("Aurelle",), today=date(2026, 2, 4))


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(renewal, "PAUSE", 0.0)


def steps_of(store):
    return [partial(registry.renew, store, request) for request in kept_weeks.asked(store)]


def test_what_was_looked_at_is_there_again_after_a_write(store, monkeypatch):
    mentions(store, daily("2026-01-05", [3] * 28, Brand="Aurelle", Channel="x"))
    compute(store, "mention_volume", SCOPE)
    follower = Renewal(store, steps=lambda: steps_of(store))
    follower.begin()
    mentions(store, daily("2026-01-12", [2] * 7, Brand="Aurelle", Channel="news"), covers=("2026-01-05", "2026-02-01"))
    assert follower.wait(30)
    monkeypatch.setattr(registry, "run", lambda *_, **__: pytest.fail("computed again"))
    assert list(compute(store, "mention_volume", SCOPE)["value"]) == [21, 35, 21, 21]


def test_an_error_is_harmless_and_the_next_figure_is_renewed(store):
    done = []

    def fails():
        raise duckdb.IOException("the disk is gone")

    follower = Renewal(store, steps=lambda: [fails, lambda: done.append(1)])
    follower.begin()
    mentions(store, daily("2026-01-05", [1], Brand="Aurelle", Channel="x"))
    assert follower.wait(30)
    assert done == [1]
    broken = Renewal(store, steps=lambda: [lambda: 1 / 0])
    broken.begin()
    mentions(store, daily("2026-01-06", [1], Brand="Aurelle", Channel="x"))
    assert broken.wait(30)


def test_the_next_write_breaks_it_off_and_a_store_that_closes_ends_it(store):
    begun, may_go, done = Event(), Event(), []

    def slow():
        begun.set()
        may_go.wait(30)

    follower = Renewal(store, steps=lambda: [slow, lambda: done.append(store.version)])
    follower.begin()
    mentions(store, daily("2026-01-05", [1], Brand="Aurelle", Channel="x"))
    assert begun.wait(30)
    mentions(store, daily("2026-01-06", [1], Brand="Aurelle", Channel="x"))  # is not held back
    may_go.set()
    assert follower.wait(30)
    assert set(done) == {store.version}
    store.close()
    assert not follower._thread.is_alive()


def test_it_waits_while_a_screen_is_drawn_and_goes_on_where_one_always_is(store, monkeypatch):
    drawn, done = Event(), []
    drawn.set()
    follower = Renewal(store, steps=lambda: [lambda: done.append(drawn.is_set())], is_busy=drawn.is_set)
    follower.begin()
    mentions(store, daily("2026-01-05", [1], Brand="Aurelle", Channel="x"))
    assert not follower.wait(0.5)
    drawn.clear()
    assert follower.wait(30)
    assert done == [False]
    monkeypatch.setattr(renewal, "PATIENT", 0.1)
    drawn.set()
    mentions(store, daily("2026-01-06", [1], Brand="Aurelle", Channel="x"))
    assert follower.wait(30)
    assert done == [False, True]
