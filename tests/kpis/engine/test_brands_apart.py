"""A figure of one brand reads no other brand's mentions, unless its KPI compares brands: what is kept of a brand outlives the
exports of the others."""

import random
import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data.decisions import corrections
from data.migrations import open_store
from data.store import Store
from kpis.catalogue import catalogue
from kpis.compute import compute
from kpis.engine import kept_states, kept_weeks
from kpis.engine.scope import Scope
from kpis.inputs import registry
from tests import canonical
from tests.kpis import world

SCOPE = Scope(date(2026, 3, 2), date(2026, 4, 5), ("Aurelle",), today=date.fromisoformat(world.TODAY))
ALONE = [name for name, kpi in catalogue().items() if not kpi.across and "verdicts" not in kpi.reads]
OF_MENTIONS = (
    "mention_volume",
    "net_sentiment_score",
    "unique_authors",
    "spike_days",
    "active_advocates",
    "review_rating",
)


@pytest.fixture(scope="module")
def world_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("world") / "e-reputation.duckdb"
    world.load(store := open_store(path), world.uploads())
    store.close()
    return path


@pytest.fixture
def loaded(tmp_path, world_file):
    store = Store(Path(shutil.copyfile(world_file, tmp_path / "e-reputation.duckdb")))
    yield store
    store.close()


def of_another_brand(store):
    """A busy week of Novane, in older days than any, in the days of the scope and after them, and a correction of it."""
    chance = random.Random(3)
    for first, count in (("2025-10-06", 14), ("2026-03-09", 14), ("2026-04-06", 2)):
        days = canonical.days(first, count)
        rows = [row.replace("récit", "nouvelle") for day in days for row in world._mentions(chance, "Novane", day, 9)]
        canonical.mentions(store, "\n".join([world.HEAD, *rows]), covers=(days[0], days[-1]))
    one = store.value("select min(identity) from mentions where brand = 'Novane' and day = date '2026-03-10'")
    corrections.correct(store, one, field="sentiment", value="negative", who="test")


def test_a_figure_of_a_brand_is_the_same_whatever_is_loaded_of_another(loaded, tried_kpis):
    scopes = (SCOPE, replace(SCOPE, channels=("x",)))
    asked = [
        (name, scope, grain)
        for name in ALONE
        if name in tried_kpis
        for scope in (scopes if "channel" in catalogue()[name].by else scopes[:1])
        for grain in ("week", "four weeks")
    ]
    with kept_states.nothing_kept():
        before = [compute(loaded, name, scope, grain=grain) for name, scope, grain in asked]
        of_another_brand(loaded)
        for (name, scope, grain), was in zip(asked, before, strict=True):
            now = compute(loaded, name, scope, grain=grain)
            pd.testing.assert_frame_equal(now, was, rtol=1e-9, obj=f"{name} by {grain}: {scope}")


def test_what_is_kept_of_a_brand_outlives_the_exports_of_another(loaded, monkeypatch):
    for name in (*OF_MENTIONS, "share_of_voice"):
        compute(loaded, name, SCOPE)
    of_another_brand(loaded)
    compute(loaded, "mention_volume", SCOPE)  # of the weeks that no export reached before
    ran = []
    run = registry.run
    monkeypatch.setattr(registry, "run", lambda *given, **named: (ran.append(given[1].kpi.id), run(*given, **named))[1])
    inside = replace(SCOPE, since=date(2026, 3, 9), until=date(2026, 3, 22))
    for name in (*OF_MENTIONS, "share_of_voice"):
        compute(loaded, name, inside)
    assert set(ran) == {"share_of_voice"}
    kept_weeks.forget(loaded)


def write(store) -> None:
    store.append("settings", {"name": "time_zone", "value": "Europe/Paris", "set_at": "2026-01-01", "set_by": "x"})


@pytest.mark.parametrize(
    ("writes", "touches", "values"),
    [
        (0, False, [1, 1, 1]),
        (1, False, [1, 1, 1]),  # a write that changed nothing it depends on
        (1, True, [1, 2, 2]),  # not all was read of one state
        (2, False, [1, 2, 2]),  # the second may have undone what the first did
    ],
)
def test_a_value_that_a_write_overtook_is_kept_only_where_it_was_of_one_state(store, writes, touches, values):
    kept, made, state = kept_states.Kept(2), [], [b"first"]

    def make():
        made.append(store.version)
        if len(made) == 1:
            for _ in range(writes):
                write(store)
            state[0] = b"second" if touches else b"first"
        return len(made)

    assert [kept.get(store, "a", lambda: state[0], make) for _ in range(3)] == values
    last = values[-1]
    kept.get(store, "b", lambda: state[0], make)
    kept.get(store, "c", lambda: state[0], make)
    assert kept.get(store, "a", lambda: state[0], make) == last + 3  # two are kept: it went
    assert kept.get(store, "a", lambda: b"another", make) == last + 4


def test_who_waited_while_a_write_came_asks_for_the_state_of_now(store):
    kept, made, begun, go_on = kept_states.Kept(9), [], threading.Event(), threading.Event()

    def make():
        made.append(store.version)
        if len(made) == 1:
            begun.set()
            assert go_on.wait(30)
        return made[-1]

    def ask():
        return kept.get(store, "a", lambda: store.version, make)

    with ThreadPoolExecutor(6) as pool:
        first = pool.submit(ask)
        assert begun.wait(30)
        others = [pool.submit(ask) for _ in range(5)]
        time.sleep(0.2)  # they wait for the first
        write(store)
        go_on.set()
        assert {one.result() for one in others} == {store.version}
    assert first.result() < store.version
    assert len(made) == 2  # the first, and one of those who waited
