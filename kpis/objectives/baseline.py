"""The baseline of a KPI: the median of a brand's first eight complete weeks, and the days that they span.

It is found once and stays: exports of older days that are loaded later do not move it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache, partial

import numpy as np

from data.store import Store
from kpis.catalogue import Kpi
from kpis.engine import depends, dispersion, statistics
from kpis.engine.figure import Figure
from kpis.engine.kept_states import Kept
from kpis.engine.scope import Scope
from kpis.inputs.registry import run_filled
from kpis.tables import TABLES

BASELINE_WEEKS = 8
WEEK = timedelta(days=7)
# the standard error of the median of eight figures, over the deviation of one; by the weeks that a figure is over
# (eight overlapping figures over four weeks say no more than three that do not overlap)
ERROR = {1: 0.41, 4: 0.69}


@dataclass(frozen=True)
class Baseline:
    """`value`: None while only `weeks` of the eight are complete. `since`, `until`: first Monday and last Sunday."""

    value: float | None
    weeks: int
    since: date | None = None
    until: date | None = None


def baseline(store: Store, kpi: Kpi, scope: Scope) -> Baseline:
    """The baseline of the scope's one brand, on the scope's channels, from weeks up to the scope's end.

    A KPI that counts verdicts has none.
    """
    if "verdicts" in kpi.needs:
        return Baseline(None, 0)
    first, known_from = history_start(store, kpi, scope.brands[0])
    if first is None or scope.until <= first:
        return Baseline(None, 0)
    grain = "four weeks" if kpi.weeks == 4 else "week"
    # only whole weeks, each with its own earlier ones, may be among the eight
    since = first + timedelta(days=-first.weekday() % 7) + WEEK * (kpi.weeks - 1)
    last = scope.until - timedelta(days=(scope.until.weekday() + 1) % 7)
    soon = since + WEEK * (3 * BASELINE_WEEKS) - timedelta(days=1)  # tried first: enough, unless exports begin later
    found = Baseline(None, 0)
    for until in sorted({min(last, soon), last} if last > since else set()):
        asked = replace(scope, since=since, until=until, today=scope.reference, known_from=known_from)
        found = _found.get(
            store,
            (kpi, asked, grain),
            partial(depends.state, store, kpi, asked),
            partial(_first_eight, store, kpi, asked, grain),
        )
        if found.weeks == BASELINE_WEEKS:
            return found
    return Baseline(None, found.weeks)


def history_start(store: Store, kpi: Kpi, brand: str) -> tuple[date | None, date | None]:
    """The day from which on weeks may be those of the baseline, and the day before which nothing was known then; None where
    nothing is covered, or nothing older was loaded."""
    first = _first_day(store, store.version, kpi, brand)
    # older days completed no week then
    is_older = first is not None and store.value_once("select min(covered_from) < ? from coverage", [first])
    return first, first if is_older else None


_found: Kept[Baseline] = Kept(2000)


def _first_eight(store: Store, kpi: Kpi, asked: Scope, grain: str) -> Baseline:
    """The baseline of the first eight complete weeks among the weeks asked for."""
    weeks = run_filled(store, kpi, asked, grain=grain, spread=False)
    values = weeks["value"]
    if "least" in weeks:  # a duration that is not reached is longer than any
        values = values.where(weeks["least"].isna(), np.inf)
    is_whole = (weeks["state"].to_numpy(object) == "complete") | np.isinf(values)
    is_mine = weeks["series"].to_numpy(object) == asked.brands[0]
    whole = weeks.assign(value=values)[is_mine & is_whole].head(BASELINE_WEEKS)
    if len(whole) < BASELINE_WEEKS:
        return Baseline(None, len(whole))
    mondays = [moment.date() for moment in whole["period"]]
    value = float(whole["value"].median())
    since = mondays[0] - WEEK * (kpi.weeks - 1)
    return Baseline(value if np.isfinite(value) else None, BASELINE_WEEKS, since, mondays[-1] + timedelta(days=6))


def interval(value: float, figure: Figure, kpi: Kpi) -> tuple[float, float] | None:
    """The 95 % interval of a baseline, from how much the KPI varies; None where that is unknown, or it does not vary.

    `figure`: the one to be compared with the baseline, whose sample the baseline's weeks are taken to have had. Of a
    KPI without an interval of its own, the chance of both is in the baseline's.
    """
    error = ERROR[kpi.weeks]
    if _is_unknown(figure.spread) or _is_unknown(figure.degrees):
        return None
    t = float(statistics.quantile(figure.degrees))
    if kpi.interval == "count":
        half = t * figure.spread * error  # type: ignore[operator]
        low, high = (dispersion.count_of(dispersion.root(value) + one) for one in (-half, half))
        return float(low), float(high)
    if kpi.interval in ("wilson", "clustered") and not _is_unknown(figure.n):
        size = figure.n / figure.spread / error**2  # type: ignore[operator]
        low, high = statistics.wilson(value, size, z=t)
        return float(low), float(high)
    if kpi.interval in ("net", "mean") and not (_is_unknown(figure.low) or _is_unknown(figure.high)):
        half = (figure.high - figure.low) / 2 * error  # type: ignore[operator]
        return value - half, value + half
    if kpi.varies:
        spread = figure.spread
        if kpi.interval == "census":  # the excess over independent cases
            spread = np.sqrt(figure.spread * value * max(1 - value, 0) / figure.n) if figure.n else np.nan
        half = t * spread * np.hypot(1, error)  # type: ignore[operator]
        return (value - float(half), value + float(half)) if np.isfinite(half) else None
    return None


@lru_cache(maxsize=500)
def _first_day(store: Store, _version: int, kpi: Kpi, brand: str) -> date | None:
    """The first day covered when, load by load, eight complete weeks of the KPI's tables were first known.

    Before that, the first day covered. What was loaded later, however old its days, does not move it.
    """
    rows = store.rows_once(
        "select table_name, coverage.covered_from, coverage.covered_to from coverage join uploads using (upload_id) "
        "where brand = ? order by uploads.seq, coverage.covered_from",
        [brand],
    )
    if not rows:
        return None
    first = min(row["covered_from"] for row in rows)
    proofs = [TABLES[table].proof for table in kpi.needs]
    mine = [row for row in rows if any(not proof or row["table_name"] in proof for proof in proofs)]
    if not mine or mine[0]["covered_from"] == min(row["covered_from"] for row in mine):
        return first
    monday = first - timedelta(days=first.weekday())
    weeks = (max(row["covered_to"] for row in rows) - monday).days // 7 + 1
    known = np.zeros((len(proofs), 7 * weeks), dtype=bool)
    for number, row in enumerate(mine):
        since, until = (row["covered_from"] - monday).days, (row["covered_to"] - monday).days + 1
        for place, proof in enumerate(proofs):
            if not proof or row["table_name"] in proof:
                known[place, since:until] = True
        if known.all(axis=0).reshape(weeks, 7).all(axis=1).sum() >= BASELINE_WEEKS + kpi.weeks - 1:
            return min(one["covered_from"] for one in mine[: number + 1])
    return first


def _is_unknown(value: float | None) -> bool:
    return value is None or bool(np.isnan(value))
