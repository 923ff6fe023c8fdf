"""A short form of `make simulate`: each section holds its bounds within what so few runs allow."""

import numpy as np
import pytest

from tests.simulate import arrows, shares, verdicts
from tests.simulate.__main__ import table
from tests.simulate.world import SEED

RUNS = 120
SLACK = 0.06  # three standard errors of a share of 5 % of so few runs


@pytest.mark.parametrize("section", [arrows, shares, verdicts], ids=lambda one: one.TITLE)
def test_nothing_changes_and_little_is_said(section):
    rows = section.rows(RUNS, np.random.default_rng([SEED, 1]))
    missed = [
        row
        for row in rows
        if (row.most is not None and row.value > row.most + SLACK)
        or (row.least is not None and row.value < row.least - SLACK - 0.04)
    ]
    assert not missed, table(missed)
