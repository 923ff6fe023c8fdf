"""Compute any KPI in a scope: check the request, fill the input tables, run the statement."""

from __future__ import annotations

import pandas as pd

from data.store import Store
from kpis.catalogue import Kpi
from kpis.engine import query
from kpis.engine.check import Request, checked
from kpis.engine.scope import Scope
from kpis.inputs import registry
from kpis.objectives import weekly_verdicts


def compute(
    store: Store,
    name: str | Kpi,
    scope: Scope,
    *,
    grain: str = "week",
    by: str = "brand",
    verdicts: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row per period and series, in the order of both.

    Columns: period (its first day; of `four weeks`, the Monday of the last one), series, value, n (sample), low, high
    (95 % interval; NaN for none), state, covered_days, days; any other column that the KPI file selects; and, of a KPI
    that varies, spread and degrees (kpis/engine/figure.py).
    state: complete | partial (some days are not covered) | running (not over yet) | missing (value is NaN).
    `verdicts`: the frame of `kpis.objectives.weekly_verdicts.verdicts`, if the caller has it already.

    Raises Refusal for an unknown KPI or grain, or a breakdown that makes no sense for the KPI.
    """
    request = checked(store, name, scope, grain=grain, by=by)
    return registry.run_request(store, request, verdicts=_verdicts(store, request, verdicts))


def statement(
    store: Store,
    name: str | Kpi,
    scope: Scope,
    *,
    grain: str = "week",
    by: str = "brand",
    verdicts: pd.DataFrame | None = None,
) -> tuple[str, dict[str, object]]:
    """The SQL that `compute` runs, and the values of its parameters."""
    request = checked(store, name, scope, grain=grain, by=by)
    verdicts = _verdicts(store, request, verdicts)
    return query.statement(request, registry.filled(store, request, verdicts=verdicts))


def _verdicts(store: Store, request: Request, known: pd.DataFrame | None) -> pd.DataFrame | None:
    if known is None and "verdicts" in request.kpi.needs and not request.is_blank:
        return weekly_verdicts.verdicts(store, request.scope, grain=request.grain)
    return known
