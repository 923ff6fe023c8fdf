"""As long as the fingerprints of a KPI are the same its figures are, whatever was loaded."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest

from data.decisions import corrections
from data.migrations import open_store
from kpis.catalogue import catalogue
from kpis.compute import compute
from kpis.engine import depends, kept_states, kept_weeks
from kpis.engine.check import checked
from kpis.engine.contents import contents
from kpis.engine.scope import Scope
from tests.kpis import world

SCOPE = Scope(date(2026, 3, 2), date(2026, 4, 5), ("Aurelle",), today=date.fromisoformat(world.TODAY))
KPIS = [kpi for kpi in catalogue().values() if not kept_weeks.NEVER & set(kpi.reads)]
MONDAYS = [SCOPE.since + timedelta(days=7 * at) for at in range(5)]


@pytest.fixture
def world_store(tmp_path):
    store = open_store(tmp_path / "e-reputation.duckdb")
    world.load(store, [one for one in world.uploads() if one[2][0] != world.BEFORE])
    yield store
    store.close()


def again(store, kind):
    """The rows of one log once more, of a part of its days and of days after them."""
    _, text, _ = next(one for one in world.uploads() if one[0] == kind)
    head, *rows = text.splitlines()
    kept = random.Random(kind).sample(rows, k=max(1, len(rows) // 3))
    first = min(row.split(" | ")[0][:10] for row in kept)
    world.LOADERS[kind](store, "\n".join([head, *kept]), covers=(first, "2026-04-20"))


def correct(store, _):
    one = store.value("select min(identity) from mentions where brand = 'Aurelle' and sentiment = 'positive'")
    corrections.correct(store, one, field="sentiment", value="negative", who="test")


def test_the_same_fingerprints_are_of_the_same_figures(world_store, tried_kpis):
    scopes = (SCOPE, replace(SCOPE, channels=("x",)))
    asked = [
        (kpi, scope, grain)
        for kpi in KPIS
        if kpi.id in tried_kpis
        for scope in (scopes if "channel" in kpi.by else scopes[:1])
        for grain in (("four weeks",) if kpi.weeks == 4 else ("week",))
    ]

    def seen():
        found = []
        for kpi, scope, grain in asked:
            request = checked(world_store, kpi, scope, grain=grain)
            whole = depends.state(world_store, kpi, scope)
            found.append((whole, depends.tokens(request, contents(world_store), MONDAYS), request.is_blank))
        return found

    def figures(which):
        with kept_states.nothing_kept():
            return {at: compute(world_store, asked[at][0], asked[at][1], grain=asked[at][2]) for at in which}

    prints, known = seen(), figures(range(len(asked)))
    same, other = 0, 0
    changes = ("conversations", "account_days", "mentions")
    for change, kind in (*((again, kind) for kind in changes), (correct, "")):
        change(world_store, kind)
        after = seen()
        for at, now in figures(range(len(asked))).items():
            kpi, was = asked[at][0], known[at]
            told = f"{kpi.id} {asked[at][1:]} after {change.__name__} {kind}"
            if after[at][0] == prints[at][0]:
                same += 1
                pd.testing.assert_frame_equal(now, was, rtol=1e-9, obj=told)
            else:
                other += 1
            # spread and interval are of earlier weeks as well, and are computed anew from the weeks that are kept
            plain = ["value", "n", "state", "covered_days", "days"]
            for week, (new, old) in enumerate(zip(after[at][1], prints[at][1], strict=True)):
                if new == old and not after[at][2] and len(was) == len(MONDAYS):
                    pd.testing.assert_series_equal(now[plain].iloc[week], was[plain].iloc[week], rtol=1e-9, obj=told)
            known[at] = now
        prints = after
    least = len(asked) if len(tried_kpis) == len(catalogue()) else 1
    assert same > least, (same, other)
    assert other > least, (same, other)
