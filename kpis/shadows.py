"""The CTEs that stand before a KPI's SELECT: calendar, periods, coverage, and the tables that it names, scoped.

No row of a day after today, or after the scope, reaches a KPI.

DuckDB's own SQL may be used here; the KPI files keep to the portable subset.
"""

from __future__ import annotations

from kpis.catalogue import Kpi
from kpis.coverage import sources
from kpis.scope import Scope
from kpis.tables import TABLES

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


def before(kpi: Kpi, scope: Scope, grain: str, by: str) -> tuple[list[str], dict[str, object]]:
    """The CTEs, in order, and the parameters that they read."""
    parameters: dict[str, object] = {
        "since": scope.since,
        "until": scope.until,
        "today": scope.reference,
        "history": max(kpi.history, 27 if grain == "four weeks" else 0),
    }
    ctes = [_calendar(grain), _periods(grain), *sources(kpi, scope, parameters)]
    ctes.extend(
        _shadow(name, kpi, scope, by=by, parameters=parameters)
        for name in TABLES
        if name in kpi.reads and not TABLES[name].is_given
    )
    return ctes, parameters


def unreadable(kpi: Kpi, scope: Scope) -> tuple[str, ...]:
    """Filters of the scope that a table of the KPI does not carry: the figure would ignore them."""
    return tuple(
        column for column in scope.filters if any(column not in TABLES[table].dimensions for table in kpi.needs)
    )


def tables_with(kpi: Kpi, column: str) -> tuple[str, ...]:
    """Tables of the store that tell which values of a filter there are for this KPI."""
    if column == "source":
        return ("mentions",)  # the roll-up does not carry it
    named = TABLES if "source_days" in kpi.needs else kpi.needs
    found = [TABLES[table].source for table in named if column in TABLES[table].dimensions]
    return tuple(dict.fromkeys(table for table in found if table != "source_days"))


def _calendar(grain: str) -> str:
    """days: of the scope and the history before it; calendar: the scope's days with their periods."""
    period = _PERIOD[grain]
    weeks = "union all ".join(
        f"select day, cast({period} + interval {7 * shift} day as date) as period from days\n" for shift in range(4)
    )
    begins = "day >= cast($since as date)"
    if grain == "four weeks":
        begins = "period >= date_trunc('week', cast($since as date))"
    dated = weeks if grain == "four weeks" else f"select day, {period} as period from days"
    return f"""
days as (
    select cast(unnest(generate_series(
        cast($since as date) - cast($history as integer), cast($until as date) + interval 7 day, interval 1 day
    )) as date) as day
),
calendar as (
    select day, period
    from ({dated})
    where day <= cast($until as date)
      and period <= cast($until as date)
      and {begins}
)"""


def _periods(grain: str) -> str:
    first, last = _BOUNDS[grain]
    return f"""
periods as (
    select
        period,
        {first} as first_day,
        {last} as last_day,
        cast({last} - {first} + 1 as integer) as days,
        least({last}, cast($until as date), cast($today as date)) as as_of,
        cast(least({last}, cast($until as date), cast($today as date) - 7) + interval 7 day as date) as reported_on
    from (select distinct period from calendar)
)"""


def _shadow(name: str, kpi: Kpi, scope: Scope, *, by: str, parameters: dict[str, object]) -> str:
    table = TABLES[name]
    conditions = []
    for column, values in scope.filters.items():
        if column in table.dimensions and name != "source_days":  # the sources are chosen already
            parameters[f"{column}s"] = list(values)
            conditions.append(f"list_contains(${column}s, t.{column})")
    if by != "brand":
        parameters["brands"] = list(scope.brands)
        conditions.append("list_contains($brands, t.brand)")
    if kpi.across:
        conditions.append("t.brand in (select brand from voices)")
        conditions.append("t.day in (select day from common_days)")
    conditions.append("t.day <= cast($today as date)")
    source = {"source_days": "all_source_days"}.get(name, f"main.{table.source}")
    if name == "mention_days" and (by == "source" or "source" in scope.filters):
        source = f"({_DAYS_BY_SOURCE})"
    series = f"coalesce(nullif(cast(t.{by} as varchar), ''), 'unknown') as series"
    if table.dated:
        where = " and ".join(conditions)
        return (
            f"{name} as (select c.period, {series}, t.* from {source} t join calendar c on c.day = t.day where {where})"
        )
    conditions.append("t.day in (select day from days)")
    if name != "source_days":
        conditions.append("t.day <= cast($until as date)")
    return f"{name} as (select {series}, t.* from {source} t where {' and '.join(conditions)})"


# the roll-up does not carry the source: the same columns, counted from the rows
_DAYS_BY_SOURCE = """
    select
        day, brand, channel, source_type, source, language, country, topic,
        count(*) as mentions,
        count(*) filter (where is_unique) as unique_mentions,
        count(*) filter (where is_unique and sentiment = 'positive') as positive,
        count(*) filter (where is_unique and sentiment = 'neutral') as neutral,
        count(*) filter (where is_unique and sentiment = 'negative') as negative,
        count(*) filter (where is_unique and sentiment = 'mixed') as mixed,
        count(*) filter (where is_unique and sentiment is null) as unknown,
        count(*) filter (where is_unique and is_sensitive) as sensitive,
        count(*) filter (where is_unique and engagement is not null) as measured,
        sum(engagement) as engagement,
        sum(reach) as reach
    from main.mentions
    where day in (select day from days)
    group by all
"""
