"""Whether the figures that are kept are those that a fresh statement gives: every KPI, over the latest weeks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from data.decisions.brands import own_brands
from data.sentences import Refusal, Sentence, sentence
from data.store import Store, time_zone
from kpis.catalogue import catalogue
from kpis.compute import compute
from kpis.engine import kept_states
from kpis.engine.scope import Scope

WEEKS = 13  # that are compared
NEAR = 1e-9  # of two sums in another order


def stale(store: Store) -> Iterator[Sentence]:
    """One sentence for each KPI of which a kept figure differs."""
    last = store.value("select max(covered_to) from coverage")
    brands = own_brands(store) or tuple(
        row["brand"] for row in store.rows("select brand from brands order by brand limit 3")
    )
    if last is None or not brands:
        return
    until = _sunday(last)
    today = datetime.now(UTC).astimezone(ZoneInfo(time_zone(store))).date()
    scope = Scope(until - timedelta(days=7 * WEEKS - 1), until, brands, today=today)
    for name, kpi in catalogue().items():
        try:
            kept = compute(store, name, scope)
            with kept_states.nothing_kept():
                fresh = compute(store, name, scope)
        except Refusal:  # a KPI that makes no sense for the scope
            continue
        if not _are_equal(kept, fresh):
            yield sentence(
                "A kept figure of {kpi} is not the one that its records give: delete the file {file} beside the store.",
                kpi=kpi.title["en"],
                file=store.figures.name,
            )


def _are_equal(kept: pd.DataFrame, fresh: pd.DataFrame) -> bool:
    if list(kept.columns) != list(fresh.columns) or len(kept) != len(fresh):
        return False
    for name in kept.columns:
        one, other = kept[name], fresh[name]
        if pd.api.types.is_numeric_dtype(one) and pd.api.types.is_numeric_dtype(other):
            left, right = one.to_numpy(float, na_value=np.nan), other.to_numpy(float, na_value=np.nan)
            if not np.allclose(left, right, rtol=NEAR, atol=NEAR, equal_nan=True):
                return False
        elif _plain(one) != _plain(other):
            return False
    return True


def _plain(column: pd.Series) -> list[object]:
    return [None if pd.isna(cell) else cell for cell in column.astype(object)]


def _sunday(day: date) -> date:
    return day + timedelta(days=6 - day.weekday())
