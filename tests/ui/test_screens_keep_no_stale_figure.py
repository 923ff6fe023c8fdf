"""Whatever is written, what the screens keep of series, benchmarks, drivers and the watch is what is computed anew."""

import random
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from data.decisions.brands import brands
from data.migrations import open_store
from data.store import Store
from kpis.catalogue import catalogue
from kpis.engine import kept_states
from kpis.engine.periods import week
from kpis.engine.scope import Scope
from tests.kpis import world
from tests.kpis.engine import test_kept_figures_are_fresh as changes
from ui.figures import cached

TODAY = date.fromisoformat(world.TODAY)
SCOPE = Scope(date(2026, 3, 2), date(2026, 4, 5), ("Aurelle",), today=TODAY)
MONDAY = date(2026, 3, 9)
SERIES = [
    ("mention_volume_unique", "channel", "all"),
    ("mention_volume", "source", "all"),
    ("net_sentiment_score", "topic", "month"),
    ("share_of_voice", "brand", "day"),
    ("response_rate", "channel", "week"),
]  # fmt: skip


@pytest.fixture
def loaded(tmp_path):
    path = tmp_path / "made" / "e-reputation.duckdb"
    world.load(store := open_store(path), [one for one in world.uploads() if one[2][0] != world.BEFORE])
    store.close()
    store = Store(Path(shutil.copyfile(path, tmp_path / "e-reputation.duckdb")))
    yield store
    store.close()


def shown(store):
    """What screens ask for."""
    view = SimpleNamespace(
        brand="Aurelle", since=MONDAY, until=MONDAY + timedelta(days=6), today=TODAY, role="senior", channels=(),
        period=week(MONDAY), compared=week(MONDAY - timedelta(days=7)),
    )  # fmt: skip
    found = {
        f"{name} by {by} and {grain}": cached.series(store, name, SCOPE, grain=grain, by=by)
        for name, by, grain in SERIES
    }
    found["on x"] = cached.series(store, "mention_volume", replace(SCOPE, channels=("x",)), grain="day")
    for name in ("share_of_voice", "mention_volume"):
        line = SimpleNamespace(kpi=catalogue()[name], channel=None)
        found[f"benchmarks of {name}"] = pd.DataFrame([vars(cached.benchmarks_of(store, line, view))])
    for by in ("source", "author"):
        found[f"drivers by {by}"] = cached.drivers(store, view, by=by)
    found["watch"] = cached.watch_days(store, view, days=28)
    found["ordinary"] = cached.ordinary(store, view, days=28, signal="all")
    found["episodes"] = pd.DataFrame([repr(one) for one in cached.episodes(store, view, days=28)])
    return found


@pytest.mark.parametrize("seed", [1, 2])
def test_what_the_screens_keep_is_what_is_computed_anew(loaded, seed):
    chance = random.Random(seed)
    assert list(brands(loaded)["brand"])
    for step in range(10):
        change = chance.choice(changes.CHANGES)
        change(loaded, chance)
        found = shown(loaded)
        with kept_states.nothing_kept():
            fresh = shown(loaded)
        for name, frame in fresh.items():
            pd.testing.assert_frame_equal(
                changes.plain(found[name]), changes.plain(frame), check_dtype=False, rtol=1e-9,
                obj=f"{name} after {change.__name__}, step {step} of seed {seed}",
            )  # fmt: skip


def test_what_is_given_away_is_the_callers(loaded):
    first = shown(loaded)
    values = first["watch"]["z"].copy()
    first["watch"]["z"] = 0.0
    first["drivers by source"]["now"] = 0.0
    again = shown(loaded)
    pd.testing.assert_series_equal(again["watch"]["z"], values)
    assert again["drivers by source"]["now"].sum() > 0
