"""Writes the statement of a request: CTEs of calendar, periods, coverage and scoped tables, then the KPI's SELECT.

No row of a day after today, or after the scope, reaches a KPI. DuckDB's own SQL may be used here; the KPI files keep to
the portable subset.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pandas as pd

from kpis.catalogue import Kpi
from kpis.engine.check import Request
from kpis.engine.coverage import compared, covered, sources
from kpis.engine.readings import READINGS
from kpis.engine.scope import Scope
from kpis.tables import INPUTS, SHARED, TABLES, with_sources

HERE = Path(__file__).parent

# the first day of the period that a day belongs to
_PERIOD = {
    "day": "day",
    "week": "cast(date_trunc('week', day) as date)",
    "four weeks": "cast(date_trunc('week', day) as date)",
    "month": "cast(date_trunc('month', day) as date)",
    "quarter": "cast(date_trunc('quarter', day) as date)",
    "all": "cast($since as date)",
}
# first and last day of a period
_BOUNDS = {
    "day": ("period", "period"),
    "week": ("period", "cast(period + interval 6 day as date)"),
    "four weeks": ("cast(period - interval 21 day as date)", "cast(period + interval 6 day as date)"),
    "month": ("period", "cast(period + interval 1 month - interval 1 day as date)"),
    "quarter": ("period", "cast(period + interval 3 month - interval 1 day as date)"),
    "all": ("cast($since as date)", "cast($until as date)"),
}


def statement(
    request: Request, tables: Mapping[str, pd.DataFrame], *, is_prepared: bool = False
) -> tuple[str, dict[str, object]]:
    """The SQL of a request and its parameters, which include the cells of the input tables.

    `tables`: the input tables that the KPI reads, by name. `is_prepared`: the cursor has the tables of `of_scope`.
    Raises KeyError when an input table is lacking.
    """
    kpi, scope, by = request.kpi, request.scope, request.by
    ctes, parameters = scope_ctes(kpi, scope, request.grain, by, is_prepared=is_prepared)
    inputs = [name for name in INPUTS if name in kpi.reads]
    for name in inputs:
        parameters |= _cells(name, tables[name])
    brand_filter = "true"
    series = ["select series from kpi", "select series from covered_days where series is not null"]
    if kpi.across:
        series.append("select brand from named_voices")
    if by != "brand":
        brand_filter = "list_contains($brands, brand)"
        parameters["brands"] = list(scope.brands)
    elif scope.brands:
        series = ["select unnest(cast($wanted as varchar[])) as series"]
        parameters["wanted"] = list(scope.brands)
    ctes += [
        *map(_input, inputs),
        *_derived(kpi),
        f"kpi as (\n{kpi.sql}\n)",
        covered(kpi, by, brand_filter),
        _spine(series),
    ]
    final = _FINAL.format(
        columns="\n    lacking.lacking,\n    coalesce(lacking.compared, 0) as compared," if kpi.across else "",
        joins="\nleft join lacking\n  on lacking.period = spine.period" if kpi.across else "",
    )
    query = "with " + ",\n".join(cte.strip() for cte in ctes) + "\n" + final
    return query, only_used(query, parameters) if is_prepared else parameters


def of_scope(
    scope: Scope, grain: str, *, history: int, parameters: dict[str, object] | None = None
) -> dict[str, tuple[str, dict[str, object]]]:
    """What every KPI in a scope shares: name -> query and parameters. Each reads those before it.

    `history`: how many days before the scope are among its `days`.
    """
    given = {} if parameters is None else parameters
    given |= {"since": scope.since, "until": scope.until, "today": scope.reference, "history": history}
    queries = _calendar(grain) | {"periods": _periods(grain)} | sources(scope, given)
    return {name: (query.strip(), only_used(query, given)) for name, query in queries.items()}


def only_used(query: str, parameters: Mapping[str, object]) -> dict[str, object]:
    """The parameters that a query names: DuckDB refuses others."""
    named = set(re.findall(r"\$(\w+)", query))
    return {name: value for name, value in parameters.items() if name in named}


def scope_ctes(
    kpi: Kpi, scope: Scope, grain: str, by: str, *, is_prepared: bool = False
) -> tuple[list[str], dict[str, object]]:
    """The CTEs that precede a KPI's SELECT, in order, and their parameters; without those of the scope, if prepared."""
    parameters: dict[str, object] = {}
    history = history_of(kpi, grain)
    if scope.known_from:
        history = min(history, (scope.since - scope.known_from).days)
    shared = of_scope(scope, grain, history=history, parameters=parameters)
    ctes = [] if is_prepared else [f"{name} as (\n{query}\n)" for name, (query, _) in shared.items()]
    ctes += compared(kpi)
    if "source_days" in kpi.needs:
        ctes.append(READINGS)
    read = with_sources(kpi.reads)
    ctes.extend(
        _shadow(name, kpi, scope, by=by, parameters=parameters)
        for name in TABLES
        if name in read and name not in INPUTS
    )
    return ctes, parameters


def _derived(kpi: Kpi) -> list[str]:
    """The CTEs of the tables that several KPIs derive from the others."""
    read = with_sources(kpi.reads)
    return [f"{name} as (\n{shared(name)}\n)" for name in SHARED if name in read]


def history_of(kpi: Kpi, grain: str) -> int:
    """How many days before the scope its statement may read."""
    return max(kpi.history, 27 if grain == "four weeks" else 0)


def _calendar(grain: str) -> dict[str, str]:
    """The queries of `days` (of the scope and the history before it) and `calendar` (the scope's days with their periods)."""
    period = _PERIOD[grain]
    weeks = "union all ".join(
        f"select day, cast({period} + interval {7 * shift} day as date) as period from days\n" for shift in range(4)
    )
    begins = "day >= cast($since as date)"
    if grain == "four weeks":
        begins = "period >= date_trunc('week', cast($since as date))"
    dated = weeks if grain == "four weeks" else f"select day, {period} as period from days"
    return {
        "days": """
    select cast(unnest(generate_series(
        cast($since as date) - cast($history as integer), cast($until as date) + interval 7 day, interval 1 day
    )) as date) as day
""",
        "calendar": f"""
    select day, period
    from ({dated})
    where day <= cast($until as date)
      and period <= cast($until as date)
      and {begins}
""",
    }


def _periods(grain: str) -> str:
    first, last = _BOUNDS[grain]
    return f"""
    select
        period,
        {first} as first_day,
        {last} as last_day,
        cast({last} - {first} + 1 as integer) as days,
        least({last}, cast($until as date), cast($today as date)) as as_of,
        cast(least({last}, cast($until as date), cast($today as date) - 7) + interval 7 day as date) as reported_on
    from (select distinct period from calendar)
"""


def _shadow(name: str, kpi: Kpi, scope: Scope, *, by: str, parameters: dict[str, object]) -> str:
    table = TABLES[name]
    conditions = []
    for column, values in scope.filters.items():
        if column in table.dimensions and name != "source_days":  # its sources are filtered already
            parameters[f"{column}s"] = list(values)
            conditions.append(f"list_contains(${column}s, t.{column})")
    if by != "brand":
        parameters["brands"] = list(scope.brands)
        conditions.append("list_contains($brands, t.brand)")
    if kpi.across:
        conditions.append("t.brand in (select brand from voices)")
        conditions.append("t.day in (select day from common_days)")
    conditions.append("t.day <= cast($today as date)")
    source = f"main.{table.source}"
    if name == "source_days":  # of a KPI of coverage itself: the readings that each source owes
        source = "source_readings" if name in kpi.needs else "all_source_days"
    if name == "mention_days" and (by == "source" or "source" in scope.filters):
        source = f"(\n{shared('mention_days_by_source')}\n)"
    series = f"coalesce(nullif(cast(t.{by} as varchar), ''), 'unknown') as series"
    if table.dated:
        where = " and ".join(conditions)
        return (
            f"{name} as (select c.period, {series}, t.* from {source} t join calendar c on c.day = t.day where {where})"
        )
    if not table.ever:
        conditions.append("t.day in (select day from days)")
    if name != "source_days":
        conditions.append("t.day <= cast($until as date)")
    return f"{name} as (select {series}, t.* from {source} t where {' and '.join(conditions)})"


@cache
def shared(name: str) -> str:
    """The SELECT of a table that several KPIs derive from the others."""
    return (HERE / f"{name}.sql").read_text(encoding="utf-8").strip()


def _input(name: str) -> str:
    """An input table as a CTE over its parameters; a dated one is joined to the periods of its days."""
    cells = ",\n            ".join(
        f"unnest(cast(${name}_{column} as {kind}[])) as {column}" for column, kind in INPUTS[name].items()
    )
    if name not in TABLES or not TABLES[name].dated:
        return f"{name} as (select {cells})"
    return f"""
{name} as (
    select
        calendar.period,
        cells.*
    from (
        select
            {cells}
    ) cells
    join calendar on calendar.day = cells.day
)"""


def _cells(name: str, frame: pd.DataFrame) -> dict[str, list]:
    """The rows of an input table as parameters, one list per column."""
    found = {}
    for column in INPUTS[name]:
        cells = frame[column].astype(object)
        found[f"{name}_{column}"] = cells.where(cells.notna(), None).tolist()
    return found


def _spine(series: list[str]) -> str:
    """The CTE `spine`: one row per period and series, whether or not the KPI has one, with the number of covered days.

    `series`: SELECTs whose union names the series.
    """
    return f"""
all_series as (
    {" union ".join(series)}
),
known_days as (
    -- series: null for all
    select calendar.period, covered_days.series, count(*) as covered_days
    from calendar
    join covered_days
      on covered_days.day = calendar.day
    where calendar.day <= cast($today as date)
    group by calendar.period, covered_days.series
),
spine as (
    select
        periods.period,
        all_series.series,
        periods.days,
        periods.first_day,
        periods.last_day,
        coalesce(own.covered_days, 0) + coalesce(common.covered_days, 0) as covered_days
    from periods
    cross join all_series
    left join known_days as own
      on own.period = periods.period
     and own.series = all_series.series
    left join known_days as common
      on common.period = periods.period
     and common.series is null
)"""


_FINAL = """select
    spine.period,
    spine.series,
    kpi.* exclude (period, series),{columns}
    spine.covered_days,
    spine.days,
    kpi.period is not null as has_row,
    spine.first_day > cast($today as date) as is_ahead,
    spine.last_day >= cast($today as date) as is_running,
    spine.last_day > cast($until as date) as is_cut
from spine
left join kpi
  on kpi.period = spine.period
 and kpi.series = spine.series{joins}
order by spine.series, spine.period"""
