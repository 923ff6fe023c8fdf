"""The watch on years in which nothing happens, on days at five times the usual, and on what lasts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from kpis.inputs import crisis
from kpis.inputs.daily_signals import evaluate
from kpis.inputs.spikes import Spikes
from tests.simulate.world import CONDITIONS, SIZES, WEEKDAYS, K, Row, days, factors

TITLE = "The watch"
NOTE = (
    "One run in a hundred is a year, or a lasting shift with the fifteen weeks after it; one in five a day at ×5 or ×3."
)
MONDAY = date(2024, 1, 1)
BEFORE, YEAR, AFTER = 16, 52, 15  # weeks of history, of a year, after a shift
NEGATIVE, SENSITIVE, PRESS = 0.2, (0.08, 0.005), 0.1  # of all; of the negative and of the others; of the negative
COPIED, TAIL, REPOSTS, BURST = 0.1, 2.0, 0.5, 2  # stories that are copied, how their authors spread, reposts a mention
CRISIS_EVERY, CRISIS_WEEK, CRISIS = 13, 10, 6.0  # weeks
Counts = dict[str, NDArray[np.float64]]  # by signal, days × runs


def rows(runs: int, chance: np.random.Generator) -> list[Row]:
    years, tries = max(runs // 100, 3), max(runs // 5, 50)
    found = []
    for size in SIZES:
        for condition in CONDITIONS:
            found += _years(size, condition, years, chance)
        for condition in ("clean", "past crisis"):
            for times in (5, 3):
                least = 0.9 if times == 5 and size == 150 else None
                seen = _seen(size, condition, times, tries, chance)
                found.append(Row(f"negative day at ×{times} found", condition, size, seen, least=least))
        for times in (3, 2):
            found += _shifts(size, times, years, chance)
    return found


def _years(size: int, condition: str, years: int, chance: np.random.Generator) -> list[Row]:
    weeks = BEFORE + YEAR
    found, level = _levels(world(size, factors(condition, years, weeks, chance), condition, chance))
    quiet = np.ones(weeks * 7, dtype=bool)
    if condition == "past crisis":
        quiet[_crisis_days(weeks)] = False  # its alarms are true
    quiet[: BEFORE * 7] = False
    spike = np.maximum(found["all"].level, found["mentions"].level) == 2
    measures = (
        ("days a year at level 2 or more", level >= 2, 3.0),
        ("days a year at level 3", level >= 3, None),
        ("days a year at level 1 or more", level >= 1, None),
        ("spike days a year", spike, None),
    )
    return [
        Row(what, condition, size, float(days[quiet].sum(axis=0).mean()), most=most, unit="days")
        for what, days, most in measures
    ]


def _seen(
    size: int,
    condition: str,
    times: int,
    tries: int,
    chance: np.random.Generator,
    *,
    weekdays: Sequence[int] = range(7),
) -> float:
    """The share of days at so many times the usual negative mentions that are alerts, over days of the week."""
    hits = []
    for weekday in weekdays:
        counts = world(size, factors(condition, -(-tries // len(weekdays)), BEFORE + 1, chance), condition, chance)
        day = BEFORE * 7 + weekday
        mean = size * NEGATIVE * _weekday(weekday)
        more = _burst(np.full(counts["negative"].shape[1], times * mean), chance) - counts["negative"][day]
        for name in ("all", "mentions", "negative", "negative_mentions"):
            counts[name][day] = np.maximum(counts[name][day] + more, 0)
        counts = {name: one[: day + 1] for name, one in counts.items()}
        hits.append(_levels(counts)[1][day] >= 2)
    return float(np.mean(hits))


def _shifts(size: int, times: int, runs: int, chance: np.random.Generator) -> list[Row]:
    """A source is added: so many times as much of everything from a day on."""
    weeks = BEFORE + AFTER
    factor = np.where(np.arange(weeks) < BEFORE, 1.0, times) * np.ones((runs, 1))
    found, level = _levels(world(size, factor, "clean", chance))
    since = BEFORE * 7
    alarms = float((level[since:] >= 2).sum(axis=0).mean())
    spike = float((found["all"].level[since:] == 2).sum(axis=0).mean())
    known = float(np.mean((found["all"].shift[since : since + 14] > 0).any(axis=0)))
    what = f"lasting ×{times}"
    return [
        Row(f"{what}: days at level 2 or more", "clean", size, alarms, most=7.0, unit="days"),
        Row(f"{what}: spike days of all mentions", "clean", size, spike, most=7.0, unit="days"),
        Row(f"{what}: new normal known within two weeks", "clean", size, known),
    ]


def world(size: int, factor: NDArray, condition: str, chance: np.random.Generator) -> Counts:
    """The signals of brands of that size. `factor`: runs × weeks, as of tests/simulate/world.py."""
    negative, others = (_in_days(days(size * share, factor, chance)) for share in (NEGATIVE, 1 - NEGATIVE))
    if condition == "past crisis":
        during = _crisis_days(factor.shape[1])
        mean = CRISIS * size * NEGATIVE * _weekday(during)[:, None] * np.ones(negative.shape[1])
        negative[during] = _burst(mean, chance)
    sensitive = sum(
        chance.binomial(of.astype(int), share) for of, share in zip((negative, others), SENSITIVE, strict=True)
    )
    bad, worst = _copies(negative, chance)
    good, fastest = _copies(others, chance)
    counts = {
        "all": negative + others,
        "mentions": negative + others + bad + good,
        "negative": negative,
        "negative_mentions": negative + bad,
        "sensitive": sensitive.astype(float),
        "press": chance.binomial(negative.astype(int), PRESS).astype(float),
        "voices": np.maximum(worst, fastest),
    }
    if condition == "holes":
        weeks = chance.random((factor.shape[1], negative.shape[1])) < 0.25
        weeks[-1] = False
        unknown = weeks.repeat(7, axis=0)
        for one in counts.values():
            one[unknown] = np.nan
    return counts


def _copies(told: NDArray, chance: np.random.Generator) -> tuple[NDArray, NDArray]:
    """The copies of a day's stories, and the authors of the fastest: the largest of many, of a Pareto tail."""
    reposts = chance.poisson(chance.gamma(BURST, np.maximum(REPOSTS * told, 1e-9) / BURST))
    largest = np.floor((np.maximum(COPIED * told, 1e-9) / chance.exponential(size=told.shape)) ** (1 / TAIL))
    largest = np.maximum(largest, told > 0)
    return reposts + np.maximum(largest - 1, 0), largest


def _levels(counts: Counts) -> tuple[dict[str, Spikes], NDArray]:
    """The signals evaluated, and the level of each day, without authors of large reach."""
    found = evaluate(counts, MONDAY)
    alarms = crisis.alarm(found, untoned=np.zeros(counts["all"].shape, dtype=bool))
    return found, np.nan_to_num(crisis.levels(alarms, crisis.confirmations(found, alarms)))


def _crisis_days(weeks: int) -> NDArray[np.int64]:
    return np.concatenate([7 * week + np.arange(5) for week in range(CRISIS_WEEK, weeks - 1, CRISIS_EVERY)])


def _weekday(day: int | NDArray) -> NDArray:
    return WEEKDAYS[np.asarray(day) % 7]


def _burst(mean: NDArray, chance: np.random.Generator) -> NDArray:
    return chance.poisson(chance.gamma(K, mean / K)).astype(float)


def _in_days(found: NDArray) -> NDArray:
    """Runs × weeks × 7 to days × runs."""
    return found.reshape(len(found), -1).T.copy()
