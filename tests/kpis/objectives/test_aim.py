"""The target that one signs stands in the KPI's unit, and writing another one leads there."""

from datetime import date

import pytest

from kpis.catalogue import catalogue
from kpis.objectives.aim import aim_of, aimed, rehearse
from kpis.objectives.objectives import Objective
from tests import canonical

FROM, UNTIL = date(2026, 3, 2), date(2025, 9, 28)
SHARE, COUNT = catalogue()["share_of_voice"], catalogue()["mention_volume_unique"]


def objective(mode, target, *, kpi=SHARE, per=None, **others):
    return Objective("senior", kpi.id, mode, target, None, per=per, valid_from=FROM, **others)


@pytest.mark.parametrize(
    ("one", "kpi", "baseline", "value", "day"),
    [
        (objective("absolute", 48.9), SHARE, None, 48.9, None),
        (objective("baseline_points", 2), SHARE, 0.398, 41.8, None),
        # four quarters of two points within the year that a target grows: 39.8 + 8
        (objective("baseline_points", 2, per="quarter"), SHARE, 0.398, 47.8, date(2026, 9, 28)),
        (objective("baseline_percent", 20, kpi=COUNT), COUNT, 11.0, 13.0, None),  # 13.2, a whole number
        (objective("baseline_percent", 1, kpi=COUNT, per="month"), COUNT, 100.0, 113.0, date(2026, 9, 28)),
    ],
)
def test_an_increment_is_shown_as_where_it_leads(one, kpi, baseline, value, day):
    found = aim_of(one, kpi, baseline=baseline, until=UNTIL)
    assert (found.value, found.day) == (pytest.approx(value, abs=0.05), day)


@pytest.mark.parametrize("mode", ["absolute", "baseline_points", "baseline_percent"])
@pytest.mark.parametrize("per", [None, "month", "quarter"])
@pytest.mark.parametrize("baseline", [None, 0.0, 0.05, 0.398])
@pytest.mark.parametrize("value", [0.0, 1.0, 39.8, 48.9, 100.0])
def test_a_written_target_is_the_one_that_is_then_shown(mode, per, baseline, value):
    one = aimed(
        objective(mode, 2, per=per if mode != "absolute" else None), SHARE, value, baseline=baseline, until=UNTIL
    )
    assert aim_of(one, SHARE, baseline=baseline, until=UNTIL).value == pytest.approx(value, abs=1e-6)


def test_without_a_baseline_an_increment_leads_nowhere_yet():
    assert aim_of(objective("baseline_points", 2), SHARE, baseline=None, until=None) is None


def test_the_past_weeks_are_counted_as_if_the_target_had_held(store):
    # four whole weeks of 7, 14, 14 and 21 mentions before the week of Monday 30 March
    days = [1] * 7 + [2] * 14 + [3] * 7
    canonical.mentions(store, canonical.daily("2026-03-02", days, Brand="Aurelle", Channel="x", Sentiment="neutral"))
    one = objective("absolute", 14, kpi=COUNT)
    found = rehearse(store, one, aim_of(one, COUNT, baseline=None, until=None), brand="Aurelle", today=date(2026, 4, 1))
    assert (found.covered, found.met, len(found.statuses)) == (4, 3, 52)
