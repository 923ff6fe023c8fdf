"""What a figure is compared with, and many changes looked at together."""

from datetime import date

import numpy as np
import pytest

from kpis.analysis import period_scorecard
from kpis.analysis.comparison import same_weekdays
from kpis.analysis.period_scorecard import COMPARISONS, Look
from kpis.catalogue import catalogue
from kpis.engine import periods
from kpis.engine.scope import Scope
from kpis.engine.statistics import corrected_share, discoveries
from tests import canonical

# of two mentions of one export, one is unqualified
UNQUALIFIED = """
    Day   | Brand   | Channel | Sentiment
    {day} | Aurelle | x       | neutral
    {day} | Aurelle | x       |
"""


def scope(until, today=None):
    last = date.fromisoformat(until)
    return Scope(last, last, ("Aurelle",), today=date.fromisoformat(today) if today else date(2026, 12, 1))


def compared(store, kpi, until):
    """The value by each comparison that there is, of the week that ends on a Sunday."""
    week, today = periods.week(date.fromisoformat(until)), date(2026, 12, 1)
    found = {
        name: period_scorecard.compared(store, catalogue()[kpi], Look("Aurelle", week, "senior", today, name))
        for name in COMPARISONS
    }
    return {name: figure.value for name, figure in found.items() if figure is not None}


def weekly(store, first, counts, **cells):
    """So many mentions on the Monday of each week; every day is covered."""
    days = [count if place == 0 else 0 for count in counts for place in range(7)]
    window = canonical.days(first, len(days))
    text = canonical.daily(first, days, Brand="Aurelle", Channel="x", **cells)
    canonical.mentions(store, text, covers=(window[0], window[-1]))


def test_a_count_is_compared_with_the_week_before_the_mean_of_four_and_the_week_364_days_earlier(store):
    """The Monday 364 days before 2 March 2026 is 3 March 2025."""
    weekly(store, "2025-03-03", [9])
    weekly(store, "2026-02-02", [2, 4, 6, 8, 100])
    assert compared(store, "mention_volume", "2026-03-08") == {"previous": 8, "four": 5, "year": 9}


def test_without_four_complete_weeks_there_is_no_mean(store):
    weekly(store, "2026-02-09", [4, 6, 8, 100])
    assert compared(store, "mention_volume", "2026-03-08") == {"previous": 8}


def test_a_rate_over_the_last_four_is_the_rate_of_the_four_together(store):
    """1 of 2 unqualified, then 0 of 1, 0 of 1 and 0 of 6: 1 of 10 together, where the mean of the rates would be 1/8.

    The export of the first week tells tone of one mention: one that tells none has no say in the rate.
    """
    canonical.mentions(store, UNQUALIFIED.format(day="2026-02-02"), covers=("2026-02-02", "2026-02-08"))
    weekly(store, "2026-02-09", [1, 1, 6, 1], Sentiment="neutral")
    found = compared(store, "sentiment_unknown_rate", "2026-03-08")
    assert found == {"previous": 0, "four": pytest.approx(0.1)}


def test_a_figure_of_four_weeks_is_compared_with_the_four_before(store):
    """negative_share looks at four weeks: 4 of 4 in the four weeks before these four."""
    weekly(store, "2026-01-12", [1] * 4, Sentiment="negative")
    weekly(store, "2026-02-09", [1] * 4, Sentiment="neutral")
    assert compared(store, "negative_share", "2026-03-08") == {"previous": 1}


def test_a_running_week_faces_the_same_weekdays_of_the_week_before(store):
    """On Thursday 12 March: 3 + 5 + 7 from Monday to Wednesday, against 1 + 1 + 1; the week before holds 97 in all."""
    text = canonical.daily("2026-03-02", [1, 1, 1, 90, 1, 1, 2, 3, 5, 7], Brand="Aurelle", Channel="x")
    canonical.mentions(store, text)
    now, before = same_weekdays(store, "mention_volume", scope("2026-03-15", today="2026-03-12"))
    assert (now.figure.value, now.since, now.until) == (15, date(2026, 3, 9), date(2026, 3, 11))
    assert (before.figure.value, before.since, before.until) == (3, date(2026, 3, 2), date(2026, 3, 4))


def test_only_days_that_both_weeks_cover_are_compared(store):
    """The week before is covered from Monday to Tuesday only."""
    canonical.mentions(store, canonical.daily("2026-03-02", [1, 2], Brand="Aurelle", Channel="x"))
    canonical.mentions(store, canonical.daily("2026-03-09", [3, 5, 7], Brand="Aurelle", Channel="x"))
    now, before = same_weekdays(store, "mention_volume", scope("2026-03-15", today="2026-03-12"))
    assert (now.figure.value, before.figure.value, now.until) == (8, 3, date(2026, 3, 10))


def test_a_week_without_a_day_to_compare_is_not_compared(store):
    canonical.mentions(store, canonical.daily("2026-03-09", [3], Brand="Aurelle", Channel="x"))
    assert same_weekdays(store, "mention_volume", scope("2026-03-15", today="2026-03-12")) is None


def test_many_small_p_values_are_judged_together():
    """Benjamini and Hochberg: of 0.01, 0.02, 0.04, 0.5 the adjusted ones are 4·0.01/1, 4·0.02/2, 4·0.04/3 and 0.5."""
    np.testing.assert_allclose(discoveries([0.04, 0.01, np.nan, 0.5, 0.02]), [4 * 0.04 / 3, 0.04, np.nan, 0.5, 0.04])
    assert np.isnan(discoveries([np.nan])).all()


def test_a_share_is_corrected_for_what_a_labeller_misses():
    """20 % seen by a labeller that finds 80 % of the negatives and spares 90 % of the others: (0.2 + 0.9 − 1) / 0.7."""
    assert float(corrected_share(0.2, 0.8, 0.9)) == pytest.approx(1 / 7)
    assert float(corrected_share(0.05, 0.8, 0.9)) == 0  # fewer than its false alarms
    assert np.isnan(corrected_share(0.2, 0.5, 0.5))  # no better than chance
