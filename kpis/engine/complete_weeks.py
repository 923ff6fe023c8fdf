"""Which ISO weeks the uploads cover."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from data.store import Store
from kpis.catalogue import catalogue
from kpis.engine.query import scope_ctes
from kpis.engine.scope import Scope

Week = tuple[date, date]  # Monday and Sunday


def last_complete_week(store: Store, today: date) -> Week | None:
    """The last week before today in which every daily or weekly source tells what it owes.

    Sources that are read monthly or on demand hold no week back. None without such a week in the last year of coverage.
    """
    return complete_and_typical(store, today)[0]


def typical_week(store: Store, today: date) -> Week | None:
    """The last complete week, else the latest of the past weeks with most days covered; None without coverage."""
    return complete_and_typical(store, today)[1]


def complete_and_typical(store: Store, today: date) -> tuple[Week | None, Week | None]:
    """The last complete week, and the typical one, of one look at the coverage."""
    weeks = _weeks(store, today)
    whole = weeks.loc[(weeks["read"] == weeks["due"]) & (weeks["days"] == 7), "week"]
    covered = weeks[weeks["covered"] > 0]
    if not whole.empty:
        complete = _from(whole.max())
        return complete, complete
    if covered.empty:
        return None, None
    return None, _from(covered.sort_values(["covered_often", "covered", "week"]).iloc[-1]["week"])


def _from(monday: pd.Timestamp) -> Week:
    return monday.date(), monday.date() + timedelta(days=6)


def _weeks(store: Store, today: date) -> pd.DataFrame:
    """One row per past week in the life of a source.

    Of daily and weekly sources: readings `due` and `read`, `days` with a source, source-days `covered_often`; of all
    sources: source-days `covered`. `week`: its Monday.
    """
    last = store.value(
        """
        select coalesce(max(c.covered_to) filter (where r.rhythm in ('daily', 'weekly')), max(c.covered_to))
        from coverage c
        join upload_parts p on p.upload_id = c.upload_id and p.part = c.part and p.table_name = c.table_name
        join source_rhythms r
          on r.table_name = c.table_name
         and r.brand = c.brand
         and r.channel is not distinct from c.channel
         and r.format = p.format
        where c.covered_from <= ?
        """,
        [today],
    )
    if last is None:
        return pd.DataFrame(columns=["week", "due", "read", "days", "covered_often", "covered"])
    until = min(last + timedelta(days=6), today - timedelta(days=1))
    scope = Scope(until - timedelta(days=until.weekday() + 52 * 7), until, today=today)
    ctes, parameters = scope_ctes(catalogue()["data_completeness"], scope, "week", "brand")
    sql = f"""
        with {", ".join(ctes)}
        select
            periods.period as week,
            count(*) filter (where is_due and spacing <= 7) as due,
            count(*) filter (where is_due and is_read and spacing <= 7) as read,
            count(distinct day) filter (where spacing <= 7) as days,
            count(*) filter (where is_covered and spacing <= 7) as covered_often,
            count(*) filter (where is_covered) as covered
        from periods
        join source_readings on source_readings.day between periods.first_day and periods.last_day
        where periods.last_day < cast($today as date)
        group by periods.period
    """
    return store.frame(sql, parameters)
