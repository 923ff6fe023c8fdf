"""The frame of a KPI without any data is that of its statement."""

from datetime import date, timedelta

import pandas as pd
import pytest

from kpis.catalogue import catalogue
from kpis.engine import without_data
from kpis.engine.check import checked
from kpis.engine.run import run
from kpis.engine.scope import GRAINS, Scope
from kpis.inputs.registry import filled
from tests import canonical

SINCE = date(2026, 3, 4)  # a Wednesday
MENTIONS = "Day | Brand | Channel\n2026-03-04 | Auto | x"
SCOPES = [
    Scope(SINCE, SINCE + timedelta(days=days), ("Zeta", "Auto", "Été", "Zürich"), today=date(2026, 3, 20))
    for days in (0, 40, 130)
]


def _computed(store):
    return lambda request: run(store, request, filled(store, request))


def _same(store, name, scope, grain):
    request = checked(store, name, scope, grain=grain)
    computed = _computed(store)
    found = [without_data.figures(store, request, computed) for _ in range(2)]  # the first is that of the statement
    if found[1] is None:
        return False
    pd.testing.assert_frame_equal(found[1], computed(request))
    return True


@pytest.fixture(autouse=True)
def _unknown_rows(monkeypatch):
    monkeypatch.setattr(without_data, "_rows", {})


def test_it_is_that_of_the_statement(store):
    told = [
        _same(store, name, SCOPES[number % len(SCOPES)], GRAINS[number % len(GRAINS)])
        for number, name in enumerate(sorted(catalogue()))
    ]
    assert sum(told) > len(told) / 2


def test_with_mentions_alone_it_is_that_of_the_statement_or_the_statement(store):
    canonical.mentions(store, MENTIONS)
    told = [_same(store, name, SCOPES[1], "week") for name in sorted(catalogue())[::2]]
    assert 0 < sum(told) < len(told)


def test_a_figure_appears_with_the_first_upload(store):
    request = checked(store, "mention_volume", SCOPES[1], grain="week")
    assert without_data.figures(store, request, _computed(store)) is not None
    canonical.mentions(store, MENTIONS)
    assert without_data.figures(store, request, _computed(store)) is None
