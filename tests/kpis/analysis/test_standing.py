"""The state of the watch in a period is the KPI's level, with the episode that it is of."""

from datetime import date, timedelta

import pandas as pd

from kpis.analysis.standing import standing
from wording import crisis_sentence

MONDAY = date(2026, 9, 21)


def rows(levels, *, first=MONDAY):
    """One day each: level of the watch; z follows it, so that a level of 0 is calm."""
    days = [first + timedelta(days=number) for number in range(len(levels))]
    found = []
    for signal in ("crisis", "sensitive"):
        found += [
            {"day": day, "signal": signal, "observed": 5.0 * level, "expected": 0.1, "z": 3.0 * level, "level": level,
             "history_days": 84}
            for day, level in zip(days, levels, strict=True)
        ]  # fmt: skip
    return pd.DataFrame(found)


def test_an_open_crisis_is_the_state_of_its_week():
    now = standing(rows([0.0, 1.0, 3.0, 3.0, 2.0, 2.0, 1.0]), MONDAY, MONDAY + timedelta(days=6))
    assert (now.level, now.episode.level, now.episode.until, now.calm_since) == (3, 3, None, None)


def test_an_episode_that_ended_is_told_of_the_week_that_it_touches():
    levels = [2.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    now = standing(rows(levels), MONDAY, MONDAY + timedelta(days=6))
    assert (now.level, now.episode.until) == (2, MONDAY + timedelta(days=1))
    assert now.calm_since == MONDAY + timedelta(days=2)


def test_a_calm_week_after_an_episode_has_no_episode():
    now = standing(rows([2.0, *[0.0] * 13]), MONDAY + timedelta(days=7), MONDAY + timedelta(days=13))
    assert (now.level, now.episode, now.calm_since) == (0, None, MONDAY + timedelta(days=1))


def test_without_an_evaluated_day_there_is_no_state():
    assert standing(rows([float("nan")] * 7), MONDAY, MONDAY + timedelta(days=6)).level is None


def test_calm_is_not_told_of_days_that_nobody_judged():
    """Of a brand whose data begin in the period looked at: since the first evaluated day, not since the looking."""
    levels = [*[float("nan")] * 14, *[0.0] * 7]
    now = standing(rows(levels), MONDAY + timedelta(days=14), MONDAY + timedelta(days=20))
    assert (now.calm_since, now.judged_since) == (None, MONDAY + timedelta(days=14))
    said = crisis_sentence.span(now, "en", last=MONDAY + timedelta(days=20), first=MONDAY - timedelta(days=100))
    assert said == "no open episode; calm since 5 October 2026."
