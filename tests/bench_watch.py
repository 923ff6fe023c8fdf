"""`make bench-watch`: the five-minute clock on the brands of the Numenta Anomaly Benchmark, beside three simpler rules.

    python -m tests.bench_watch

Reads every Twitter_volume_*.csv of nab_realtweets under EREPUTATION_DATASETS. All are judged with the same thresholds, one
alarm a day at most, by the past alone. `left out`: each brand judged with
the threshold that suits the others.
"""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kpis.inputs.fine_clock import DAY, FIVE_MINUTES, Clock, alarms, evaluate
from kpis.inputs.spikes import spikes
from tests import numenta

STEP = FIVE_MINUTES.step
A_DAY = FIVE_MINUTES.steps_a_day
HISTORY = 2  # days: what the benchmark leaves before it judges
TO_REACH = 82.0
AMIDST = 2  # thresholds on each side


@dataclass(frozen=True)
class Brand:
    """counts: by step of five minutes, NaN in a hole. rows: the step of each row of the file. windows: in rows."""

    name: str
    first: datetime
    counts: NDArray[np.float64]
    rows: NDArray[np.int64]
    windows: tuple[tuple[int, int], ...]


Rule = Callable[[Brand, float], NDArray[np.bool_]]  # the steps that ring at a threshold


def brands(folder: Path) -> list[Brand]:
    labels: dict[str, list[tuple[datetime, datetime]]] = {}
    with (folder / "windows.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            limits = datetime.fromisoformat(row["start"]), datetime.fromisoformat(row["end"])
            labels.setdefault(row["brand"], []).append(limits)
    found = []
    for path in sorted(folder.glob("Twitter_volume_*.csv")):
        name = path.stem.removeprefix("Twitter_volume_")
        with path.open(encoding="utf-8", newline="") as file:
            table = [(datetime.fromisoformat(row["timestamp"]), float(row["value"])) for row in csv.DictReader(file)]
        found.append(brand(name, table, labels.get(name, [])))
    return found


def brand(name: str, table: list[tuple[datetime, float]], labels: list[tuple[datetime, datetime]]) -> Brand:
    moments = [moment for moment, _ in table]
    midnight = moments[0].replace(hour=0, minute=0, second=0, microsecond=0)
    first = midnight + (moments[0] - midnight) // STEP * STEP
    rows = np.array([(moment - first) // STEP for moment in moments])
    counts = np.full(rows[-1] + 1, np.nan)
    counts[rows] = [value for _, value in table]
    windows = []
    for since, until in sorted(labels):
        inside = [row for row, moment in enumerate(moments) if since <= moment <= until]
        windows.append((inside[0], inside[-1]))
    return Brand(name, first, counts, rows, tuple(windows))


def at(threshold: float) -> Clock:
    windows = (replace(window, watch=threshold, ring=threshold) for window in FIVE_MINUTES.windows)
    return replace(FIVE_MINUTES, windows=tuple(windows))


def five_minutes(one: Brand, threshold: float) -> NDArray[np.bool_]:
    """The product's own: what is to watch; threshold 0: as it is. (It rings less often: there a miss is not nine times as
    dear as a false alarm.)"""
    clock = at(threshold) if threshold else FIVE_MINUTES
    found = evaluate(one.counts, one.first, clock, least_history=HISTORY)
    return alarms(np.minimum(found.level, 1), clock, least=1)


def mean_and_deviation(one: Brand, threshold: float) -> NDArray[np.bool_]:
    """So many standard deviations above the mean of the seven days before."""
    number, total, squares = (
        _sum_before(values, 7) for values in (~np.isnan(one.counts), one.counts, np.nan_to_num(one.counts) ** 2)
    )
    number = np.maximum(number, 1)
    deviation = np.sqrt(np.maximum(squares / number - (total / number) ** 2, 0))
    return _once_a_day(np.nan_to_num(one.counts) > total / number + threshold * deviation)


def modified_z(one: Brand, threshold: float) -> NDArray[np.bool_]:
    """0.6745 (x − median) / MAD of the 28 days before, brought up to date every hour."""
    return _once_a_day(np.nan_to_num(_modified_z(one.name, one.counts.tobytes())) > threshold)


@cache
def _modified_z(_name: str, counts: bytes) -> NDArray[np.float64]:
    x = np.frombuffer(counts)
    found = np.full(len(x), np.nan)
    for step in range(A_DAY, len(x), A_DAY // 24):
        past = x[max(step - 28 * A_DAY, 0) : step]
        past = past[~np.isnan(past)]
        middle = np.median(past)
        spread = max(float(np.median(np.abs(past - middle))), 1.0)
        found[step : step + A_DAY // 24] = 0.6745 * (x[step : step + A_DAY // 24] - middle) / spread
    return found


def daily(one: Brand, threshold: float) -> NDArray[np.bool_]:
    """The daily clock: a day that is a spike rings when it is over."""
    lead = (one.first - one.first.replace(hour=0, minute=0)) // STEP
    whole = (lead + len(one.counts)) // A_DAY
    padded = np.concatenate([np.full(lead, np.nan), one.counts])[: whole * A_DAY].reshape(whole, A_DAY)
    total = np.where(np.isnan(padded).mean(axis=1) < 0.5, np.nansum(padded, axis=1), np.nan)
    days = spikes(total, one.first.date())
    rings = np.zeros(len(one.counts), dtype=bool)
    for day in np.flatnonzero((days.z > threshold) & (days.level >= 1)):
        rings[min((day + 1) * A_DAY - lead, len(rings)) - 1] = True
    return rings


RULES: dict[str, tuple[Rule, float, NDArray[np.float64]]] = {
    "five-minute clock": (five_minutes, 0.0, np.arange(1.0, 2.65, 0.1)),
    "7-day mean + 2 sd": (mean_and_deviation, 2.0, np.geomspace(1, 40, 22)),
    "28-day modified z": (modified_z, 3.5, np.geomspace(2, 200, 22)),
    "daily rule": (daily, 3.5, np.arange(2.5, 8, 0.5)),
}


def points(found: list[Brand], rings: list[NDArray[np.bool_]]) -> float:
    return numenta.normalised(
        (ring[one.rows], one.windows) for one, ring in zip(found, rings, strict=True) if one.windows
    )


def left_out(found: list[Brand], swept: Mapping[float, list[NDArray[np.bool_]]]) -> float:
    """The score of all, each brand judged with the threshold that suits the others: the one amidst those that do."""
    total, limits = 0.0, list(swept)
    for place, one in enumerate(found):
        others = [number for number in range(len(found)) if number != place]
        scores = np.array([points([found[i] for i in others], [swept[limit][i] for i in others]) for limit in limits])
        wide = np.convolve(np.pad(scores, AMIDST, mode="edge"), np.ones(2 * AMIDST + 1), mode="valid")
        total += numenta.score(swept[limits[int(np.argmax(wide))]][place][one.rows], one.windows)
    number = sum(len(one.windows) for one in found)
    return 100 * (total + number) / (2 * number)


def main() -> int:
    """Exit code: 1 when the clock does not reach what it must."""
    named = os.environ.get("EREPUTATION_DATASETS")
    folder = Path(named) / "nab_realtweets" if named else None
    if folder is None or not folder.is_dir():
        print("EREPUTATION_DATASETS names no folder with nab_realtweets: nothing was scored.", file=sys.stderr)
        return 0
    found = brands(folder)
    number = sum(len(one.windows) for one in found)
    print(f"{len(found)} brands, {number} windows; standard profile, 0 is silence, 100 perfect\n")
    print(f"{'rule':<20}{'score':>7}{'best':>7}{'at':>7}{'left out':>10}   by brand")
    reached = 0.0
    for name, (rule, usual, sweep) in RULES.items():
        rings = [rule(one, usual) for one in found]
        score = points(found, rings)
        reached = reached or score
        swept = {float(limit): [rule(one, limit) for one in found] for limit in sweep}
        best = max(swept, key=lambda limit: points(found, swept[limit]))
        others = left_out(found, swept)
        each = " ".join(
            f"{one.name} {points([one], [ring]):.0f}" for one, ring in zip(found, rings, strict=True) if one.windows
        )
        print(
            f"{name:<20}{score:>7.1f}{points(found, swept[best]):>7.1f}{best:>7.1f}{others:>10.1f}   {each}", flush=True
        )
    return 0 if reached > TO_REACH else 1


def _sum_before(values: NDArray, days: int) -> NDArray[np.float64]:
    """Of each step, the sum over the days before it."""
    sums = np.concatenate([[0.0], np.nancumsum(values)])
    step = np.arange(len(values))
    return sums[step] - sums[np.maximum(step - days * A_DAY, 0)]


def _once_a_day(rings: NDArray[np.bool_]) -> NDArray[np.bool_]:
    rings[: HISTORY * A_DAY] = False
    return alarms(rings.astype(int), FIVE_MINUTES, least=1, quiet=DAY)


if __name__ == "__main__":
    sys.exit(main())
