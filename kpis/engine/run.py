"""Runs the statement of a request, and adds to each figure its state and interval."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
import pandas as pd

from data.store import Store
from kpis.catalogue import Kpi
from kpis.engine import statistics
from kpis.engine.check import Request
from kpis.engine.query import of_scope, statement
from kpis.tables import TABLES

COLUMNS = ("period", "series", "value", "n", "low", "high", "state", "covered_days", "days")


def run(
    store: Store, request: Request, tables: Mapping[str, pd.DataFrame], *, prepared_history: int | None = None
) -> pd.DataFrame:
    """One row per period and series, in the order of both: COLUMNS, and any other column that the KPI file selects.

    `tables`: the input tables that the KPI reads (kpis/tables.py), by name. `prepared_history`: for a scope that many
    KPIs are asked for, the longest history that one of them reads: what depends on the scope alone is then computed once
    per state of the store.
    """
    if prepared_history is None:
        frame = store.frame(*statement(request, tables))
    else:
        scope, grain = request.scope, request.grain
        shared = partial(of_scope, scope, grain, history=prepared_history)
        key = (scope.since, scope.until, scope.reference, scope.channels, grain)
        with store.prepared.on(key, store.version, shared) as cursor:
            frame = cursor.execute(*statement(request, tables, is_prepared=True)).df()
    return _blank(frame) if request.is_blank else _finish(request.kpi, frame)


def _finish(kpi: Kpi, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with zeros for covered periods without a row, with the state of each period and with intervals.

    Computed on arrays: on frames of a few rows, most of the time of pandas goes into its indexes.
    """
    has_row, ahead, running, cut = (
        frame[name].to_numpy(bool) for name in ("has_row", "is_ahead", "is_running", "is_cut")
    )
    covered, days = frame["covered_days"].to_numpy(), frame["days"].to_numpy()
    has_coverage = covered > 0
    by_days = any(TABLES[table].daily for table in kpi.needs)
    unknown = ahead | ~has_coverage if by_days else ahead
    # a covered period without a row has a sample of 0; its value is 0 too where the KPI counts something
    figures = {}
    for column, counts in (("value", kpi.absent == "zero"), ("n", by_days)):
        figure = frame[column].to_numpy(float, na_value=np.nan)
        figures[column] = np.where(unknown, np.nan, np.where(~has_row & has_coverage & counts, 0.0, figure))
    missing = np.isnan(figures["value"])
    partial = covered < days if by_days else cut
    state = np.select([missing, running, partial], ["missing", "running", "partial"], "complete")
    low, high = _interval(kpi, frame, **figures)
    low, high = np.where(missing, np.nan, low), np.where(missing, np.nan, high)
    found = {**frame, **figures, "low": low, "high": high, "state": state}
    if "least" in frame:  # of a duration that is not reached in a whole period, what it cannot be under
        is_open = missing & has_row & has_coverage & ~(ahead | running | partial)
        found["least"] = np.where(is_open, frame["least"].to_numpy(float, na_value=np.nan), np.nan)
    rest = [name for name in frame.columns if name not in (*COLUMNS, "has_row", "is_ahead", "is_running", "is_cut")]
    return pd.DataFrame({name: found[name] for name in (*COLUMNS, *rest)}, index=frame.index)


def _interval(kpi: Kpi, frame: pd.DataFrame, *, value: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if kpi.interval == "wilson":
        return statistics.wilson(value, n)
    if kpi.interval == "median":
        return frame["low"].to_numpy(float, na_value=np.nan), frame["high"].to_numpy(float, na_value=np.nan)
    if kpi.interval in ("net", "mean"):
        return statistics.on_scale(kpi.interval, frame["positive"], frame["negative"], n)
    if kpi.interval == "clustered":
        clusters = frame["clusters"].to_numpy(float, na_value=np.nan)
        size = statistics.effective_size(value, n, clusters, frame["deviations"].to_numpy(float, na_value=np.nan))
        return statistics.wilson(value, size, z=statistics.quantile(np.where(clusters > 1, clusters - 1, np.nan)))
    nothing = np.full(len(frame), np.nan)
    return nothing, nothing


def _blank(frame: pd.DataFrame) -> pd.DataFrame:
    """The periods and series without figures, for a scope that the KPI's tables cannot be filtered by."""
    nothing = dict.fromkeys(("value", "n", "low", "high"), np.nan)
    return frame.assign(**nothing, state="missing")[list(COLUMNS)]
