"""The chart of the watch on days with and without values, and with any run of levels."""

import itertools
import math
from datetime import date, timedelta

import pandas as pd
import pytest

from charts import ink
from charts.watch import watch

NAN = math.nan


@pytest.mark.parametrize("levels", list(itertools.product((NAN, 0.0, 2.0), repeat=3)))
def test_a_run_without_a_value_is_drawn_as_a_gap(levels):
    for observed in ((NAN, NAN, NAN), (NAN, 4.0, NAN), (4.0, 5.0, 6.0)):
        frame = pd.DataFrame(
            {
                "day": [date(2026, 3, 2) + timedelta(days=number) for number in range(3)],
                "signal": "negative",
                "observed": observed,
                "expected": [NAN, 1.0, 1.0],
                "few": [NAN, 0.0, NAN],
                "most": [NAN, 3.0, NAN],
                "z": [NAN, 3.0, 3.0],
                "history_days": [0, 20, 20],
                "level": levels,
            }
        )
        assert len(watch(frame, ink.Pen(ink.LIGHT, "en"), format_value=str).data) > 0
