"""A figure of one brand reads no other brand's mentions, unless its KPI compares brands: what is kept of a brand outlives the
exports of the others."""

import random
import shutil
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


def test_a_figure_of_a_brand_is_the_same_whatever_is_loaded_of_another(loaded):
    scopes = (SCOPE, replace(SCOPE, channels=("x",)))
    asked = [
        (name, scope, grain)
        for name in ALONE
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


def test_a_value_that_a_write_overtook_is_not_kept(store):
    kept, made = kept_states.Kept(2), []

    def make():
        made.append(store.version)
        if len(made) == 1:
            store.append(
                "settings", {"name": "time_zone", "value": "Europe/Paris", "set_at": "2026-01-01", "set_by": "x"}
            )
        return len(made)

    values = [kept.get(store, "a", lambda: b"same", make) for _ in range(3)]
    assert values == [1, 2, 2]
    kept.get(store, "b", lambda: b"same", make)
    kept.get(store, "c", lambda: b"same", make)
    assert kept.get(store, "a", lambda: b"same", make) == 5  # two are kept: it went
    assert kept.get(store, "a", lambda: b"another", make) == 6
