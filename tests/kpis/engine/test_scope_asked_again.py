"""What depends on a scope alone is computed once when it is asked for again, and the figures stay the same."""

from datetime import date

import pandas as pd
import pytest

from data.decisions.brands import set_role
from kpis.compute import compute
from kpis.engine.scope import Scope
from tests import canonical

KPIS = (
    "mention_volume",
    "share_of_voice",
    "sentiment_unknown_rate",
    "spike_days",
    "data_completeness",
    "followers_growth_rate",
)
MONTH = Scope(date(2026, 3, 1), date(2026, 3, 31), ("Aurelle",), today=date(2026, 5, 1))


@pytest.fixture
def filled(store):
    for brand, sentiment in (("Aurelle", "positive"), ("Velmont", "")):
        cells = {"Brand": brand, "Channel": "x", "Sentiment": sentiment}
        canonical.mentions(store, canonical.daily("2026-01-05", [1, 2, 3] * 25, **cells))
    canonical.followers(
        store, "Day | Brand | Channel | Followers\n2026-02-20 | Aurelle | x | 100\n2026-03-30 | Aurelle | x | 130"
    )
    set_role(store, "Aurelle", "own", who="test")
    return store


def month(store, kpi, **asked):
    return compute(store, kpi, MONTH, **{"grain": "month", **asked})


@pytest.mark.parametrize("asked", [{"grain": "month"}, {"grain": "day"}, {"grain": "month", "by": "channel"}])
def test_a_scope_that_is_asked_for_again_has_the_figures_of_a_statement_of_its_own(filled, monkeypatch, asked):
    kpis = KPIS if asked == {"grain": "month"} else KPIS[:1]
    again = {kpi: month(filled, kpi, **asked) for kpi in (*kpis, *kpis)}
    assert filled.prepared.is_asked_again((MONTH.since, MONTH.until, MONTH.today, (), asked["grain"]), filled.version)
    monkeypatch.setattr(filled.prepared, "is_asked_again", lambda key, version: False)
    for kpi, frame in again.items():
        pd.testing.assert_frame_equal(frame, month(filled, kpi, **asked))


def test_a_write_changes_the_figures_of_a_scope_that_was_asked_for_again(filled):
    before = [month(filled, "mention_volume")["value"].tolist() for _ in range(3)]
    canonical.mentions(
        filled,
        canonical.daily("2026-03-10", [50], Brand="Aurelle", Channel="news"),
        covers=("2026-03-01", "2026-03-31"),
    )
    assert before[0] == before[1] == before[2] != month(filled, "mention_volume")["value"].tolist()
