"""The frame of a KPI whose tables no upload covers: periods and series without figures, for no statement.

An organisation that has no export of tickets asks for the waits of customers each time it opens a scorecard: planning
the statement costs some 20 ms, and every cell of its answer is null.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pandas as pd

from data.store import Store
from kpis.engine.check import Request
from kpis.engine.periods import month, quarter
from kpis.tables import INPUTS, SHARED, TABLES, with_sources

WEEK = timedelta(days=7)
# of each statement, a row without figures: its columns and their types
_rows: dict[tuple[str, str, str, str, bool], pd.DataFrame] = {}


def figures(store: Store, request: Request, run: Callable[[Request], pd.DataFrame]) -> pd.DataFrame | None:
    """The frame of `run(request)` where no upload covers any table that the KPI reads; None where one does.

    The first frame of a KPI is that of its statement, and says which columns the others have.
    """
    kpi, brands = request.kpi, request.scope.brands
    is_of_brands = request.by == "brand" and len(brands) == len(set(brands)) > 0
    if not is_of_brands or not _is_without(store, request):
        return None
    key = (kpi.id, kpi.sql, request.grain, request.by, request.is_blank)
    row = _rows.get(key)
    if row is None:
        frame = run(request)
        if len(frame) and frame["state"].eq("missing").all():
            _rows[key] = frame.iloc[:1].copy()
        return frame
    periods = _periods(request)
    series = sorted(brands)
    frame = row.iloc[np.zeros(len(periods) * len(series), dtype=int)].reset_index(drop=True)
    cells = {
        "period": np.tile(np.array([first for first, _ in periods], dtype="datetime64[D]"), len(series)),
        "series": np.repeat(np.array(series, dtype=object), len(periods)),
        "days": np.tile(np.array([days for _, days in periods]), len(series)),
    }
    return frame.assign(**{name: pd.Series(cell).astype(row[name].dtype) for name, cell in cells.items()})


def _is_without(store: Store, request: Request) -> bool:
    """Whether the KPI has no row and no covered day, whatever its scope. A plan of posts may give it rows by itself."""
    kpi = request.kpi
    if kpi.across or "planned_weeks" in kpi.reads:
        return False
    read = [name for name in with_sources(kpi.reads) if name not in SHARED and (name in TABLES or name not in INPUTS)]
    proofs = [TABLES[name].proof for name in read]
    return (
        bool(proofs)
        and all(proofs)
        and not _tables_covered(store).intersection(*[{one for proof in proofs for one in proof}])
    )


def _tables_covered(store: Store) -> frozenset[str]:
    """The canonical tables that some upload covers days of."""
    return frozenset(row["table_name"] for row in store.rows_once("select distinct table_name from coverage"))


def _periods(request: Request) -> list[tuple[date, int]]:
    """First day (of a period of four weeks: its last Monday) and days of each period, as the statement has them."""
    since, until, grain = request.scope.since, request.scope.until, request.grain
    if grain == "all":
        return [(since, (until - since).days + 1)]
    if grain == "day":
        return [(since + timedelta(days=at), 1) for at in range((until - since).days + 1)]
    if grain in ("week", "four weeks"):
        monday = since - timedelta(days=since.weekday())
        length = 7 if grain == "week" else 28
        return [(monday + WEEK * at, length) for at in range((until - monday).days // 7 + 1)]
    found, period = [], month(since) if grain == "month" else quarter(since)
    while period.since <= until:
        found.append((period.since, period.days))
        period = period.back(-1)
    return found
