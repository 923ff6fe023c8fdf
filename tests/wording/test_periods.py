"""A period and what it is compared with, in words."""

from datetime import date

import pytest

from kpis.engine.periods import Period
from wording import periods


@pytest.mark.parametrize(
    ("language", "said"), [("en", "compared with 1 January 2026"), ("fr", "comparé au 1er janvier 2026")]
)
def test_a_day_is_compared_with_a_day(language, said):
    assert periods.compared(Period(date(2026, 1, 2), date(2026, 1, 2)), "previous", language) == said


def test_days_are_compared_with_as_many_days():
    said = periods.compared(Period(date(2026, 1, 3), date(2026, 1, 4)), "previous", "en")
    assert said == "compared with 1 – 2 January 2026"
