"""A short form of `make simulate`: each section holds its bounds within what so few runs allow."""

import numpy as np
import pytest

from tests.simulate import arrows, shares, verdicts, watch, words
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


def test_a_year_of_nothing_rings_seldom_and_a_crisis_is_seen():
    """One brand size, few runs: days a year within a day and a half of their bound, ×5 found in two of three."""
    chance = np.random.default_rng([SEED, 2])
    few = watch._years(150, "clean", 6, chance)
    missed = [row for row in few if row.most is not None and row.value > row.most + 1.5]
    assert not missed, table(missed)
    assert watch._seen(150, "clean", 5, 21, chance, weekdays=(2,)) > 0.66


def test_a_week_without_news_has_no_emerging_words_and_a_new_word_is_found():
    chance = np.random.default_rng([SEED, 3])
    weeks = [words._week(150, condition, chance) for condition in words.CONDITIONS for _ in range(8)]
    false, of_five, of_ten, _ = np.mean(weeks, axis=0)
    assert false <= 1
    assert of_five > 0.7
    assert of_ten == 1
