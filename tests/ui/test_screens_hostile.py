"""No address and no name ends a screen: future, single, inverted and unreadable days, unknown brands, odd signs."""

import pytest

from data.decisions.brands import set_role
from data.migrations import open_store
from tests import canonical
from tests.ui.dashboard import dashboard_on, faults

ODD = "=1+1 `*<b>_\"' ;$x$ {y} %s é"
ADDRESSES = {
    "future": {"since": "2030-01-01", "until": "2030-02-01"},
    "a day": {"since": "2026-03-02", "until": "2026-03-02"},
    "no mention": {"since": "2024-01-01", "until": "2024-01-07"},
    "inverted": {"since": "2026-03-08", "until": "2026-03-01"},
    "all days": {"since": "0001-01-01", "until": "9999-12-31"},
    "last day": {"since": "9999-12-31"},
    "first day": {"until": "0001-01-01"},
    "garbage": dict.fromkeys(
        [
            "since",
            "until",
            "brand",
            "kpi",
            "channel",
            "compare",
            "role",
            "page",
            "sort",
            "weeks",
            "grain",
            "section",
            "step",
            "episode",
            "signal",
            "by",
            "q",
            "reach",
            "has",
            "topic",
            "sentiment",
            "share",
            "file",
            "lang",
        ],
        "'{0}\"%",
    ),
}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Opens a screen on a store of one hostile name with a few days, and a brand of one row."""
    path = tmp_path_factory.mktemp("hostile") / "e-reputation.duckdb"
    store = open_store(path)
    canonical.mentions(
        store, canonical.daily("2026-03-02", [3, 0, 1], Brand=ODD, Channel="x{z}", Sentiment="negative", Text=ODD)
    )
    canonical.mentions(store, canonical.daily("2026-03-02", [1], Brand="One", Channel="x", Sentiment="unknown"))
    set_role(store, ODD, "own", who=ODD)
    store.close()
    with dashboard_on(path) as opened:
        yield opened


@pytest.mark.parametrize("name", ADDRESSES)
def test_mentions_answers_every_address(address, name):
    app = address("mentions", **ADDRESSES[name])
    assert faults(app) == []


@pytest.mark.parametrize(
    ("screen", "name"),
    [(screen, "garbage") for screen in ("sources", "uploads", "settings", "annotations", "role_sheet")],
)
def test_other_screens_answer_hostile_addresses(address, screen, name):
    app = address(screen, **ADDRESSES[name])
    assert faults(app) == []
