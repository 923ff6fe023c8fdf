"""Runs a request with the tables that it is handed: one row per period and series, with sample, interval and coverage."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from data.store import Store
from kpis.catalogue import Kpi
from kpis.engine import statistics
from kpis.engine.check import Request
from kpis.engine.query import statement
from kpis.tables import TABLES

COLUMNS = ("period", "series", "value", "n", "low", "high", "state", "covered_days", "days")


def run(store: Store, request: Request, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """One row per period and series, in the order of both: COLUMNS, and whatever else the KPI selects.

    `tables`: the input tables that the KPI reads (kpis/tables.py), by name.
    """
    frame = store.frame(*statement(request, tables))
    return _blank(frame) if request.is_blank else _finish(request.kpi, frame)


def _finish(kpi: Kpi, frame: pd.DataFrame) -> pd.DataFrame:
    """Zeros where a covered period has no row, the state of each period, and intervals."""
    told, ahead, running, cut = (
        frame.pop(name).astype(bool) for name in ("is_told", "is_ahead", "is_running", "is_cut")
    )
    has_coverage = frame["covered_days"] > 0
    by_days = any(TABLES[table].daily for table in kpi.needs)
    unknown = ahead | ~has_coverage if by_days else ahead
    # a covered period without a row has a sample of 0, and is itself 0 where the KPI counts
    for column, counts in (("value", kpi.absent == "zero"), ("n", by_days)):
        figure = frame[column].astype(float)
        frame[column] = figure.where(told | ~has_coverage | (not counts), 0.0).where(~unknown)
    missing = frame["value"].isna()
    partial = frame["covered_days"] < frame["days"] if by_days else cut
    frame["state"] = np.select([missing, running, partial], ["missing", "running", "partial"], "complete")
    low, high = _interval(kpi, frame)
    frame["low"], frame["high"] = np.where(missing, np.nan, low), np.where(missing, np.nan, high)
    rest = [column for column in frame.columns if column not in COLUMNS]
    return frame[[*COLUMNS, *rest]]


def _interval(kpi: Kpi, frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    if kpi.interval == "wilson":
        return statistics.wilson(frame["value"], frame["n"])
    if kpi.interval == "net":
        low, high = statistics.net(frame["positive"], frame["negative"], frame["n"])
        return 100 * low, 100 * high
    nothing = np.full(len(frame), np.nan)
    return nothing, nothing


def _blank(frame: pd.DataFrame) -> pd.DataFrame:
    """The spine without figures: the scope filters on what the KPI's tables do not carry."""
    nothing = dict.fromkeys(("value", "n", "low", "high"), np.nan)
    return frame.assign(**nothing, state="missing")[list(COLUMNS)]
