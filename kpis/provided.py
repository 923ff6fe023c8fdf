"""Tables that the runner fills for a scope before a KPI's SELECT: what SQL cannot say is said by a tested function."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from data.store import Store
from kpis import plans, promises, terms, watched, working_hours
from kpis.catalogue import Kpi
from kpis.scope import Scope
from kpis.tables import TABLES

# table -> its columns, and the function of the store, the scope and the breakdown that gives its rows
PROVIDED: dict[str, tuple[dict[str, str], Callable[..., pd.DataFrame]]] = {
    "watch_days": (watched.COLUMNS, watched.watch_days),
    "term_weeks": (terms.COLUMNS, terms.term_weeks),
    "working_days": (working_hours.COLUMNS, working_hours.working_days),
    "promises": (promises.COLUMNS, promises.promises),
    "planned_weeks": (plans.COLUMNS, plans.planned_weeks),
}


def named(kpi: Kpi) -> tuple[str, ...]:
    """The tables of a KPI that the runner fills."""
    return tuple(table for table in PROVIDED if table in kpi.reads)


def cte(table: str) -> str:
    """The table as a CTE over its parameters; of an input, with the periods that its days belong to."""
    cells = ",\n            ".join(
        f"unnest(cast(${table}_{column} as {kind}[])) as {column}" for column, kind in PROVIDED[table][0].items()
    )
    if table not in TABLES:  # what the organisation settled, not what uploads tell: no period, no coverage
        return f"{table} as (select {cells})"
    return f"""
{table} as (
    select
        calendar.period,
        told.*
    from (
        select
            {cells}
    ) told
    join calendar on calendar.day = told.day
)"""


def parameters(
    kpi: Kpi, store: Store | None = None, scope: Scope | None = None, *, by: str = "brand"
) -> dict[str, list]:
    """The parameters of the KPI's tables: their rows in the scope, or none."""
    found: dict[str, list] = {}
    for table in named(kpi):
        columns, rows = PROVIDED[table]
        frame = rows(store, scope, by=by) if store is not None else pd.DataFrame(columns=list(columns))
        for column in columns:
            cells = frame[column].astype(object)
            found[f"{table}_{column}"] = cells.where(cells.notna(), None).tolist()
    return found
