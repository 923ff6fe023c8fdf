"""The baseline of a KPI: the median of a brand's first eight complete weeks, and the days that they span."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from data.store import Store
from kpis.catalogue import Kpi
from kpis.engine.scope import Scope
from kpis.inputs.registry import run_filled

BASELINE_WEEKS = 8
WEEK = timedelta(days=7)


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
    brand = scope.brands[0]
    first = store.value("select min(covered_from) from coverage where brand = ?", [brand])
    if first is None or scope.until <= first:
        return Baseline(None, 0)
    grain = "four weeks" if kpi.weeks == 4 else "week"
    soon = first + WEEK * (3 * BASELINE_WEEKS)  # tried first: enough, unless exports of the KPI begin later
    whole = pd.DataFrame()
    for until in sorted({min(scope.until, soon), scope.until}):
        weeks = run_filled(store, kpi, replace(scope, since=first, until=until), grain=grain)
        whole = weeks[(weeks["series"] == brand) & (weeks["state"] == "complete")].head(BASELINE_WEEKS)
        if len(whole) == BASELINE_WEEKS:
            mondays = [moment.date() for moment in whole["period"]]
            since = mondays[0] - WEEK * (kpi.weeks - 1)
            return Baseline(float(whole["value"].median()), BASELINE_WEEKS, since, mondays[-1] + timedelta(days=6))
    return Baseline(None, len(whole))
