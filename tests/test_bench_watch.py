"""The score by which the five-minute clock is compared: worked out by hand on a file of 100 rows, 15 of them not judged."""

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from tests import bench_watch, numenta

WINDOW = ((50, 59),)


def rows(*detected):
    found = np.zeros(100, dtype=bool)
    found[list(detected)] = True
    return found


@pytest.mark.parametrize(
    ("detected", "expected"),
    [
        ((), -1),  # the window is missed
        ((50,), 1),  # its first row: 1
        ((55,), 0.8598),  # half of it is left: (2 / (1 + e^−2.5) − 1) / (2 / (1 + e^−5) − 1) = 0.84828 / 0.98661
        ((59,), 0.2482),  # its last row, a tenth is left: 0.24492 / 0.98661
        ((55, 57, 58), 0.8598),  # the first counts
        ((30, 50), 1 - 0.11),  # before any window
        ((50, 68), 1 - 0.1085),  # one window's length after it: 0.98661 · 0.11
        ((50, 60), 1 - 0.0297),  # just after it: (row 60 − 59) / 9: 0.27058 of 0.11, hardly wrong
        ((50, 90), 1 - 0.11),  # more than three lengths after it
        ((5, 14), -1),  # not judged yet
    ],
)
def test_a_detection_is_worth_how_early_it_is_and_costs_how_far_off(detected, expected):
    assert numenta.score(rows(*detected), WINDOW) == pytest.approx(expected, abs=1e-4)


def test_at_most_750_rows_are_not_judged():
    assert (numenta.probation(100), numenta.probation(5_000), numenta.probation(15_900)) == (15, 750, 750)


def test_silence_is_0_and_the_first_row_of_every_window_100():
    """Two files, three windows: one of the windows found at its first row is (1 − 1 − 1 + 3) / 6."""
    two = ((20, 29), (60, 69))
    assert numenta.normalised([(rows(), WINDOW), (rows(), two)]) == 0
    assert numenta.normalised([(rows(50), WINDOW), (rows(20, 60), two)]) == pytest.approx(100)
    assert numenta.normalised([(rows(50), WINDOW), (rows(), two)]) == pytest.approx(100 / 3)


def test_a_hole_in_a_file_is_no_row_of_it():
    start = datetime(2026, 1, 5, 21, 42, 53)
    table = [(start + timedelta(minutes=5 * step), 1.0) for step in range(10) if step not in (4, 5)]
    found = bench_watch.brand("Aurelle", table, [(table[3][0], table[4][0])])
    assert found.first == datetime(2026, 1, 5, 21, 40)
    assert list(found.rows) == [0, 1, 2, 3, 6, 7, 8, 9]
    assert found.windows == ((3, 4),)
    assert np.flatnonzero(np.isnan(found.counts)).tolist() == [4, 5]


def test_the_five_minute_clock_scores_above_82(datasets: Path):
    found = bench_watch.brands(datasets / "nab_realtweets")
    rings = [bench_watch.five_minutes(one, 0) for one in found]
    assert bench_watch.points(found, rings) > bench_watch.TO_REACH
