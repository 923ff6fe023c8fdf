"""Checks a request for a KPI: whether it can be answered, and over which scope."""

from __future__ import annotations

from dataclasses import dataclass, replace

from data.decisions.brands import own_brands
from data.sentences import Refusal
from data.store import Store
from kpis.catalogue import Kpi, catalogue
from kpis.engine.scope import GRAINS, Scope
from kpis.tables import TABLES


@dataclass(frozen=True)
class Request:
    """A KPI in a scope, per period of the grain and by one dimension.

    `is_blank`: the scope filters on a column that the KPI's tables lack, or on values that they never had, so that no
    figure is known; its periods and series are those of the scope without filters.
    """

    kpi: Kpi
    scope: Scope
    grain: str
    by: str
    is_blank: bool = False


def find_kpi(name: str | Kpi) -> Kpi:
    """A KPI by its id, or itself. Raises Refusal, naming the known ones, when there is none."""
    if isinstance(name, Kpi):
        return name
    if name not in catalogue():
        raise Refusal(
            "There is no KPI called {name}. Known KPIs: {known}.", name=name, known=", ".join(sorted(catalogue()))
        )
    return catalogue()[name]


def checked(store: Store, name: str | Kpi, scope: Scope, *, grain: str, by: str = "brand") -> Request:
    """The request, for our own brands (else every brand) when the breakdown is not by brand and the scope names none.

    Raises Refusal for an unknown KPI or grain, a breakdown that the KPI does not have, or a last day before the first.
    """
    kpi = find_kpi(name)
    _check(kpi, scope, grain, by)
    if by != "brand" and not scope.brands:
        scope = replace(scope, brands=own_brands(store) or _all_brands(store))
    if _unsupported_filters(kpi, scope) or not _has_values(store, kpi, scope):
        plain = Scope(scope.since, scope.until, scope.brands, today=scope.today)
        return Request(kpi, plain, grain, by, is_blank=True)
    return Request(kpi, scope, grain, by)


def _check(kpi: Kpi, scope: Scope, grain: str, by: str) -> None:
    if grain not in GRAINS:
        raise Refusal("'{grain}' is not a valid time step: use {grains}.", grain=grain, grains=", ".join(GRAINS))
    if by not in kpi.by:
        raise Refusal(
            "{kpi} cannot be broken down by {by}: use {known}.", kpi=kpi.id, by=by, known=", ".join(kpi.by) or "brand"
        )
    if scope.until < scope.since:
        raise Refusal("The last day ({until}) is before the first day ({since}).", until=scope.until, since=scope.since)


def _unsupported_filters(kpi: Kpi, scope: Scope) -> tuple[str, ...]:
    """Filters of the scope on columns that a table of the KPI lacks: the figure would ignore them."""
    return tuple(
        column for column in scope.filters if any(column not in TABLES[table].dimensions for table in kpi.needs)
    )


def _has_values(store: Store, kpi: Kpi, scope: Scope) -> bool:
    """Whether the KPI's tables ever had a value of each filter: of a channel without any export nothing is known."""
    return all(
        any(
            store.value_once(f"select exists (select 1 from {table} where list_contains(?, {column}))", [list(values)])
            for table in _tables_with(kpi, column)
        )
        for column, values in scope.filters.items()
    )


def _tables_with(kpi: Kpi, column: str) -> tuple[str, ...]:
    """Tables of the store in which to look up the values of a filter for this KPI."""
    if column == "source":
        return ("mentions",)  # the daily roll-up has no column source
    tables = TABLES if "source_days" in kpi.needs else kpi.needs
    found = [TABLES[table].source for table in tables if column in TABLES[table].dimensions]
    return tuple(dict.fromkeys(table for table in found if table != "source_days"))


def _all_brands(store: Store) -> tuple[str, ...]:
    return tuple(row["brand"] for row in store.rows_once("select brand from brands order by brand"))
