"""How the tests read figures: by brand and period, with None for what is not known."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pandas as pd

from data.store import Store
from kpis.compute import compute
from kpis.engine.scope import Scope


def computed(
    store: Store,
    kpi: str,
    since: str,
    until: str,
    *,
    grain: str = "week",
    by: str = "brand",
    brands: tuple[str, ...] = (),
    today: str | None = None,
    **filters: tuple[str, ...],
) -> pd.DataFrame:
    """The frame of a KPI, periods as texts. `today`: default a month after the last day."""
    last = date.fromisoformat(until)
    day = date.fromisoformat(today) if today else last + timedelta(days=30)
    scope = Scope(date.fromisoformat(since), last, brands, today=day, **filters)
    frame = compute(store, kpi, scope, grain=grain, by=by)
    return frame.assign(period=[moment.date().isoformat() for moment in frame["period"]])


def values(store: Store, kpi: str, since: str, until: str, **asked) -> dict[str, list[float | None]]:
    """Series -> its values, period by period."""
    frame = computed(store, kpi, since, until, **asked)
    return {
        str(series): [None if math.isnan(value) else value for value in rows["value"]]
        for series, rows in frame.groupby("series", sort=False)
    }


def aurelle(store: Store, kpi: str, since: str, until: str, **asked) -> list[float | None]:
    """Aurelle's values, period by period."""
    return values(store, kpi, since, until, brands=("Aurelle",), **asked)["Aurelle"]


def row(store: Store, kpi: str, since: str, until: str, **asked) -> pd.Series:
    """The one row of Aurelle in one period."""
    frame = computed(store, kpi, since, until, brands=("Aurelle",), **asked)
    assert len(frame) == 1, frame
    return frame.iloc[0]


def states(store: Store, kpi: str, since: str, until: str, **asked) -> list[str]:
    """Aurelle's states, period by period."""
    return list(computed(store, kpi, since, until, brands=("Aurelle",), **asked)["state"])
