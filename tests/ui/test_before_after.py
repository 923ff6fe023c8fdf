"""Before and after an annotation: what the difference and its interval say."""

from types import SimpleNamespace

import pytest

from kpis.catalogue import catalogue
from ui import session
from ui.figures import before_after

NBSP = "\u202f"


@pytest.mark.parametrize(
    ("kpi", "size", "said"),
    [
        ("mention_volume_unique", -33.0, "−33"),
        ("mention_volume_unique", 140.0, "+140"),
        ("negative_share", -0.05, "−5,0 pts"),
        ("net_sentiment_score", -12.0, "−12 pts"),
    ],
)
def test_a_bound_below_zero_keeps_its_sign(monkeypatch, kpi, size, said):
    """An interval from −33 to +140 is one that contains 0."""
    monkeypatch.setattr(session, "language", lambda: "fr")
    reading = SimpleNamespace(kpi=catalogue()[kpi])
    assert before_after._difference(size, reading).replace("\u00a0", " ").replace(NBSP, " ") == said
