"""The parts of a figure: what the rows of each competitor, network, source, topic or author add to it.

A KPI file says in its header (`parts`) what one row adds to its numerator and denominator. The rows are counted inside
the KPI's own statement (kpis/engine/query.py), so that scope, days, coverage and brands compared are those of the figure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from data.store import Store
from kpis import compute as computing
from kpis.catalogue import Kpi
from kpis.engine.scope import Scope

NOT_GIVEN = ""  # the item of rows without a value
SEVERAL = "\x1fseveral"  # of mentions with two topics or more, which would be counted twice
NOT_LISTED = "\x1fnot listed"  # what an export counts without listing the mentions
CELL = "brand and channel"  # the competitors' networks: brand, a unit separator, network
CELL_SEPARATOR = "\x1f"
# table -> the columns that its rows can be told apart by, the most telling first
DIMENSIONS = {
    "mentions": ("channel", "source", "topic", "author"),
    "conversations": ("channel", "topic"),
    "waits": ("channel", "topic"),
    "posts": ("channel", "account", "post_type"),
    "post_days": ("channel", "account", "post_type"),
    "post_engagement": ("channel", "account", "post_type"),
    "follower_counts": ("channel", "account"),
    "surveys": ("channel",),
    "business_in_periods": ("channel", "source"),
    "search_audits": ("query", "engine"),
    "account_days": ("channel", "account"),
    "search": ("engine",),
    "ai_answers": ("engine", "model", "prompt"),
    "alerts": ("name", "topic"),
    "reports": ("name",),
    "relations": ("site", "person"),
    "source_days": ("source", "channel"),
    "verdicts": ("kpi",),
    "term_weeks": ("term",),
}
# tables whose rows are records of a file; the rows of the others are computed
WITH_RECORDS = (
    "mentions",
    "conversations",
    "waits",
    "posts",
    "post_days",
    "post_engagement",
    "surveys",
    "business_in_periods",
    "search_audits",
    "account_days",
    "search",
    "ai_answers",
    "alerts",
    "reports",
    "relations",
)
_SEVERAL_TOPICS = f"""
        select mentions.* replace (case when labelled.has_several then '{SEVERAL}' else mentions.topic end as topic)
        from mentions
        left join (
            select identity as labelled_identity, count(distinct topic) > 1 as has_several
            from main.mention_topics
            where day in (select day from days)
            group by identity
        ) as labelled
          on labelled.labelled_identity = mentions.identity
"""


@dataclass(frozen=True)
class Window:
    """The scope, of one brand, and the grain that compute the figure of one period."""

    scope: Scope
    grain: str


def dimensions(kpi: Kpi) -> tuple[str, ...]:
    """What the parts of a KPI are told apart by; () for one that is no sum of parts."""
    if not kpi.parts:
        return ()
    known = DIMENSIONS[kpi.parts["of"]]
    return ("brand", *known, CELL) if kpi.across else known


def parts(store: Store, kpi: Kpi, window: Window, *, verdicts: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row per dimension and item, and one of the whole (dimension ''), in one statement.

    Columns: dimension, item, numerator, denominator, rows. Empty where the scope has no rows. `verdicts`: the frame of
    `kpis.objectives.weekly_verdicts.verdicts` with the weeks of the window, if the caller has it already.
    """
    names = [name for name in dimensions(kpi) if name != CELL]
    sets = [f"({name})" for name in names] + (["(brand, channel)"] if kpi.across else [])
    cell = "when grouping(brand) = 0 and grouping(channel) = 0 then"
    each = "\n".join(f"when grouping({name}) = 0 then '{name}'" for name in names)
    item = "\n".join(f"when grouping({name}) = 0 then {name}" for name in names)
    select = f"""
        select
            (select max(period) from periods) as period,
            cast($brand as varchar) as series,
            case {f"{cell} '{CELL}'" if kpi.across else ""}
                {each}
                else ''
            end as dimension,
            case {f"{cell} concat(brand, '{CELL_SEPARATOR}', channel)" if kpi.across else ""}
                {item}
                else ''
            end as item,
            sum(numerator) as numerator,
            sum(denominator) as denominator,
            count(*) as rows
        from counted
        group by grouping sets ((), {", ".join(sets)})
    """
    sql, parameters = _statement(store, kpi, window, select, verdicts=verdicts)
    found = store.frame(f"select dimension, item, numerator, denominator, rows from ({sql})", parameters)
    return found[found["dimension"].notna() & (found["rows"] > 0)].reset_index(drop=True)


def records_of(
    store: Store, kpi: Kpi, window: Window, dimension: str = "", item: str | None = None
) -> tuple[str, dict[str, object]] | None:
    """The query of the records that a part counts, and its parameters; None where its rows are no records.

    Columns: upload_id, part, record, identity, item, numerator, denominator. Without `item`: the rows of every part, with the
    item of each in the dimension.
    """
    if not kpi.parts or kpi.parts["of"] not in WITH_RECORDS:
        return None
    column = f"concat(brand, '{CELL_SEPARATOR}', channel)" if dimension == CELL else dimension or f"'{NOT_GIVEN}'"
    condition, wanted = ("true", {}) if item is None else (f"{column} = $item", {"item": item})
    select = f"""
        select
            (select max(period) from periods) as period,
            cast($brand as varchar) as series,
            upload_id,
            part,
            record,
            identity,
            {column} as item,
            numerator,
            denominator
        from counted
        where {condition}
    """
    sql, parameters = _statement(store, kpi, window, select)
    query = f"select upload_id, part, record, identity, item, numerator, denominator from ({sql}) where upload_id is not null"
    return query, parameters | wanted


def _statement(
    store: Store, kpi: Kpi, window: Window, select: str, *, verdicts: pd.DataFrame | None = None
) -> tuple[str, dict[str, object]]:
    """The KPI's statement with this SELECT, over the CTE `counted` of its rows, in place of its own."""
    of = kpi.parts["of"]
    columns = [
        *(f"coalesce(cast({name} as varchar), '{NOT_GIVEN}') as {name}" for name in DIMENSIONS[of]),
        *(("brand",) if kpi.across else ()),
        *(("upload_id", "part", "record", "identity") if of in WITH_RECORDS else ()),
        f"cast({kpi.parts['numerator']} as double precision) as numerator",
        f"cast({kpi.parts.get('denominator', '1')} as double precision) as denominator",
    ]
    source = f"({_SEVERAL_TOPICS})" if of == "mentions" else of
    mine = "" if kpi.across else "and series = $brand"
    listed = ",\n                ".join(columns)
    counted = f"""
        with counted as (
            select
                {listed}
            from {source} as counted_rows
            where ({kpi.parts["where"]})
              {mine}
        )
    """
    context = kpi.context if of in kpi.reads else (*kpi.context, of)
    asked = replace(kpi, sql=counted + select, context=context)
    sql, parameters = computing.statement(store, asked, window.scope, grain=window.grain, verdicts=verdicts)
    return sql, {**parameters, "brand": window.scope.brands[0]}
