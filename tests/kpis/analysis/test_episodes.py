"""Episodes where a signal has no value on some days, or on all of them: the watch says what it knows."""

import itertools
import math
from datetime import date, timedelta

import pandas as pd
import pytest

from kpis.analysis.episodes import OF_EPISODES, episodes, shifts, spikes
from locales import numbers

FIRST = date(2026, 3, 2)
NAN = math.nan


def rows(levels, **series):
    """The evaluated days: the level of each, and (observed, z) of signals."""
    found = []
    for number, level in enumerate(levels):
        day = FIRST + timedelta(days=number)
        found.append((day, "crisis", NAN, NAN, NAN, level, NAN))
        for name, values in series.items():
            observed, z = values[number]
            found.append((day, name, observed, NAN if math.isnan(z) else 1.0, z, NAN if math.isnan(z) else 1.0, NAN))
    return pd.DataFrame(found, columns=["day", "signal", "observed", "expected", "z", "level", "history_days"])


def test_a_signal_without_a_value_leaves_the_peak_to_another_one():
    found = episodes(rows([1, 1], negative=[(5.0, 3.0), (9.0, 4.0)], voices=[(NAN, NAN), (NAN, NAN)]))
    assert [(one.peak.signal, one.peak.observed, one.is_open) for one in found] == [("negative", 9.0, True)]


def test_an_episode_without_any_expectation_peaks_on_its_largest_count():
    (one,) = episodes(rows([1, 1], mentions=[(5.0, NAN), (9.0, NAN)]))
    assert (one.peak.day, one.peak.observed, one.signals) == (FIRST + timedelta(days=1), 9.0, ())
    assert math.isnan(one.peak.z)
    assert numbers.number(one.peak.z, "en", decimals=1) == "–"


@pytest.mark.parametrize("levels", list(itertools.product((NAN, 0.0, 3.0), repeat=2)))
def test_no_run_of_days_with_or_without_values_ends_the_watch(levels):
    for values in itertools.product(((NAN, NAN), (4.0, NAN), (4.0, 3.0)), repeat=2):
        frame = rows(levels, negative=values, mentions=[(NAN, NAN)] * 2)
        found = episodes(frame)
        assert len(found) == (1 if any(level >= 1 for level in levels) else 0)
        assert all(one.peak.signal in OF_EPISODES for one in found)
        spikes(frame), shifts(frame)
