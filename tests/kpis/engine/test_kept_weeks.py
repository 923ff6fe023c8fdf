"""Weekly figures are computed once per state of the store, and no state gives the figures of another."""

from dataclasses import replace
from datetime import date

import duckdb
import pandas as pd
import pytest

from data.ledger import withdraw
from data.prepared import MOST
from kpis.compute import compute
from kpis.engine import kept_weeks
from kpis.engine.scope import Scope
from kpis.inputs import registry
from tests.canonical import daily, mentions

SCOPE = Scope(date(2026, 1, 5), date(2026, 2, 1), ("Aurelle",), today=date(2026, 2, 4))
NAMES = ("mention_volume", "net_sentiment_score", "unique_authors", "data_completeness")


def weeks(store, name, scope=SCOPE, **asked):
    return compute(store, name, scope, **asked)


def alone(store, name, scope=SCOPE, **asked):
    """By a statement of its own: nothing kept is of a scope that reads no older day."""
    return weeks(store, name, replace(scope, known_from=date(2000, 1, 1)), **asked)


@pytest.mark.parametrize("grain", ["week", "four weeks"])
def test_what_is_kept_is_what_a_statement_of_its_own_gives_after_every_write(store, grain):
    seen = []
    first = mentions(store, daily("2026-01-05", [3] * 28, Brand="Aurelle", Channel="x"))
    for change in (
        lambda: None,
        lambda: mentions(store, daily("2026-01-12", [2] * 14, Brand="Aurelle", Channel="news")),
        lambda: withdraw(store, first, who="Anna"),
    ):
        change()
        for name in NAMES:
            pd.testing.assert_frame_equal(weeks(store, name, grain=grain), alone(store, name, grain=grain))
        seen.append(list(weeks(store, "mention_volume", grain="week")["value"].fillna(-1)))
    assert seen == [[21, 21, 21, 21], [21, 35, 35, 21], [-1, 14, 14, -1]]


def test_a_second_request_of_the_same_state_runs_no_statement(store, monkeypatch):
    mentions(store, daily("2026-01-05", [3] * 28, Brand="Aurelle", Channel="x"))
    before = weeks(store, "mention_volume")
    monkeypatch.setattr(registry, "run", lambda *_, **__: pytest.fail("computed again"))
    later = weeks(store, "mention_volume", replace(SCOPE, since=date(2026, 1, 19)))
    pd.testing.assert_frame_equal(later, before.tail(2).reset_index(drop=True))


@pytest.mark.parametrize(
    "scope",
    [
        replace(SCOPE, since=date(2026, 1, 6)),  # no whole week
        replace(SCOPE, until=date(2026, 1, 31)),
        replace(SCOPE, brands=()),
        replace(SCOPE, until=date(2031, 1, 5)),  # far from every day that is known
    ],
)
def test_other_scopes_have_statements_of_their_own(store, scope):
    mentions(store, daily("2026-01-05", [3] * 28, Brand="Aurelle", Channel="x"))
    pd.testing.assert_frame_equal(weeks(store, "mention_volume", scope), alone(store, "mention_volume", scope))


def test_what_is_kept_can_be_changed_by_nobody(store):
    mentions(store, daily("2026-01-05", [3] * 28, Brand="Aurelle", Channel="x"))
    shown = weeks(store, "mention_volume")
    shown["value"] = 0.0
    assert list(weeks(store, "mention_volume")["value"]) == [21] * 4


def test_a_store_that_is_closed_holds_its_file_no_more(store):
    mentions(store, daily("2026-01-05", [3] * 28, Brand="Aurelle", Channel="x"))
    for day in range(MOST + 3):  # more than are kept
        weeks(store, "mention_volume", replace(SCOPE, today=date(2026, 3, 1 + day)))
    store.close()
    with duckdb.connect(str(store.path)) as other:
        assert other.execute("select count(*) from uploads").fetchone() == (1,)
    assert kept_weeks.longest_history() >= 366


@pytest.mark.parametrize("brand", ["Velmont", "Aurelle"])
def test_weeks_that_a_load_overtook_are_those_of_the_state_after_it(store, monkeypatch, brand):
    """Kept where the load was of another brand, and computed again where it was of ours."""
    mentions(store, daily("2026-01-05", [3] * 28, Brand="Aurelle", Channel="x"))
    mentions(store, daily("2026-01-05", [3] * 28, Brand="Velmont", Channel="x"))
    before = weeks(store, "mention_volume_unique")
    mentions(store, daily("2026-01-06", [1], Brand="Aurelle", Channel="news", Text="one more"))
    run, ran = registry.run, []

    def overtaken(*given, **named):
        frame = run(*given, **named)
        ran.append(given[1].kpi.id)
        if len(ran) == 1:
            mentions(store, daily("2026-01-07", [5], Brand=brand, Channel="news", Text="meanwhile"))
        return frame

    monkeypatch.setattr(registry, "run", overtaken)
    found = weeks(store, "mention_volume_unique")
    assert len(ran) == (1 if brand == "Velmont" else 2)
    again = weeks(store, "mention_volume_unique")
    assert len(ran) == (1 if brand == "Velmont" else 3)
    fresh = alone(store, "mention_volume_unique")
    pd.testing.assert_frame_equal(found, fresh)
    pd.testing.assert_frame_equal(again, fresh)
    assert not fresh.equals(before)
