"""Fills the input tables of a KPI with the functions that compute, for a scope, what portable SQL cannot express."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pandas as pd

from data.store import Store
from kpis.catalogue import Kpi
from kpis.engine import breaks, kept_weeks, without_data
from kpis.engine.breaks import Crossing
from kpis.engine.check import Request, checked
from kpis.engine.run import run
from kpis.engine.scope import Scope
from kpis.inputs import bursts, daily_signals, emerging_words, ordinary, press_lists, publishing_plan, working_time
from kpis.tables import INPUTS

# table -> the function that computes its rows from store, scope and breakdown
FILLS: dict[str, Callable[..., pd.DataFrame]] = {
    "watch_days": daily_signals.watch_days,
    "alert_terms": daily_signals.alert_terms,
    "burst_days": bursts.burst_days,
    "term_weeks": emerging_words.term_weeks,
    "working_days": working_time.working_days,
    "promises": working_time.promises,
    "planned_weeks": publishing_plan.planned_weeks,
    "press_lists": press_lists.press_lists,
}


def filled(store: Store, request: Request, *, verdicts: pd.DataFrame | None = None) -> dict[str, pd.DataFrame]:
    """The input tables that the request reads, by name. `verdicts`: the caller's; empty for a blank request."""
    kpi = request.kpi
    tables = {name: fill(store, request.scope, by=request.by) for name, fill in FILLS.items() if name in kpi.reads}
    if "verdicts" in kpi.reads and request.is_blank:
        tables["verdicts"] = pd.DataFrame(columns=list(INPUTS["verdicts"]))
    elif verdicts is not None:
        tables["verdicts"] = verdicts
    return tables


def renew(store: Store, request: Request) -> None:
    """Compute again the weeks of a request that a write touched, so that they are kept when they are asked for."""

    def computed(asked: Request, *, prepared_history: int | None = None) -> pd.DataFrame:
        return run(store, asked, filled(store, asked), prepared_history=prepared_history)

    kept_weeks.figures(store, request, computed)


def run_filled(
    store: Store,
    name: str | Kpi,
    scope: Scope,
    *,
    grain: str = "week",
    by: str = "brand",
    verdicts: pd.DataFrame | None = None,
    spread: bool = True,
) -> pd.DataFrame:
    """The figures of a KPI, in the columns of `kpis.compute.compute`. A KPI that counts verdicts needs `verdicts`.

    `spread`: False where neither an interval nor a change is asked, which spares the statement over earlier periods.
    """
    request = checked(store, name, scope, grain=grain, by=by)
    return run_request(store, request, verdicts=verdicts, spread=spread)


def run_request(
    store: Store, request: Request, *, verdicts: pd.DataFrame | None = None, spread: bool = True
) -> pd.DataFrame:
    """The figures of a request, with their spread over ordinary periods and the intervals that follow from it."""

    def figures(scope: Scope, grain: str) -> pd.DataFrame:
        asked = replace(request, scope=scope, grain=grain)
        nothing = without_data.figures(store, asked, computed)
        return kept_weeks.figures(store, asked, computed) if nothing is None else nothing

    def computed(asked: Request, *, prepared_history: int | None = None) -> pd.DataFrame:
        return run(store, asked, filled(store, asked, verdicts=verdicts), prepared_history=prepared_history)

    def redefined(scope: Scope, span: tuple[date, date]) -> tuple[Crossing, ...]:
        brands = () if request.kpi.across else scope.brands
        return breaks.crossed(store, request.kpi, brands, scope.channels, span)

    return ordinary.with_spread(request, figures, redefined) if spread else figures(request.scope, request.grain)
