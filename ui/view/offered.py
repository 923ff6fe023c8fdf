"""The values available for a view: brands, covered days and weeks, networks, roles."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from data.decisions.brands import brands, own_brands
from data.store import Store
from kpis.catalogue import Kpi
from kpis.engine import complete_weeks
from kpis.lineage.mention_filter import Filter, origin, where
from kpis.objectives import objectives
from kpis.tables import TABLES

WEEKS_OFFERED = 156
TOLD_BY_SOME = ("customer_review", "answer_told", "work")  # of what a mention may have, that of exports of their own
SHORT = 28  # a store with fewer days is looked at whole: its weeks would each lack some


def first_brand(store: Store) -> str:
    """Our first brand; if none is declared, the brand with most mentions, else with most requests or days covered."""
    ours = own_brands(store)
    if ours:
        return ours[0]
    busiest = store.value("select brand from mention_days group by brand order by sum(mentions) desc, brand limit 1")
    if busiest:
        return busiest
    most = """
        select brand
        from (
            select brand, 1 as counted from conversations
            union all
            select brand, covered_to - covered_from + 1 from coverage where table_name <> 'conversations'
        )
        group by brand
        order by sum(counted) desc, brand
        limit 1
    """
    return store.value(most) or store.value("select min(brand) from brands") or ""


def brand_names(store: Store) -> list[str]:
    """The brands, ours first."""
    known = brands(store)
    return sorted(known["brand"], key=lambda name: (name not in set(known.loc[known["role"] == "own", "brand"]), name))


def compared_brands(store: Store, brand: str) -> list[str]:
    """A brand and the declared competitors; every brand while none is declared."""
    known = brands(store)
    competitors = known.loc[known["role"] == "competitor", "brand"]
    return [brand, *(name for name in (competitors if len(competitors) else known["brand"]) if name != brand)]


def covered(store: Store) -> tuple[date, date]:
    """First and last day that any upload covers."""
    found = store.rows_once("select min(covered_from) as first, max(covered_to) as last from coverage")[0]
    return found["first"], found["last"]


def weeks(store: Store) -> list[date]:
    """Mondays with coverage, newest first."""
    first, last = covered(store)
    monday = last - timedelta(days=last.weekday())
    found = []
    while monday + timedelta(days=6) >= first and len(found) < WEEKS_OFFERED:
        found.append(monday)
        monday -= timedelta(days=7)
    return found


def last_complete_monday(store: Store, today: date) -> date | None:
    """The Monday of the last week that every active source covers to its Sunday; else of the best covered one."""
    _, week = _complete_and_typical(str(store.path), store.version, today, _store=store)
    return week[0] if week else None


def days_of_a_short_file(store: Store, today: date) -> tuple[date, date] | None:
    """First and last covered day of a store that holds less than four weeks, none of them complete; else None."""
    first, last = covered(store)
    if (last - first).days + 1 >= SHORT:
        return None
    complete, _ = _complete_and_typical(str(store.path), store.version, today, _store=store)
    return None if complete else (first, last)


@st.cache_data(max_entries=10, show_spinner=False)
def _complete_and_typical(
    path: str, version: int, today: date, *, _store: Store
) -> tuple[complete_weeks.Week | None, complete_weeks.Week | None]:
    return complete_weeks.complete_and_typical(_store, today)


def channels(store: Store) -> tuple[str, ...]:
    """The networks with data, most mentions first."""
    return _channels(str(store.path), store.version, _store=store)


@st.cache_data(max_entries=10, show_spinner=False)
def _channels(path: str, version: int, *, _store: Store) -> tuple[str, ...]:
    rows = _store.rows("""
        select channel, sum(counted) as counted
        from (
            select channel, sum(mentions) as counted from mention_days group by channel
            union all select channel, 0 from followers group by channel
            union all select channel, 0 from posts group by channel
            union all select channel, 0 from conversations group by channel
        )
        where coalesce(channel, '') <> ''
        group by channel
        order by counted desc, channel
    """)
    return tuple(row["channel"] for row in rows)


def has_conversations(store: Store) -> bool:
    """Whether any upload covers conversations."""
    return bool(store.value("select exists (select 1 from coverage where table_name = 'conversations')"))


def feeds(store: Store, kpi: Kpi, brand: str) -> bool:
    """Whether uploads about the brand cover every table that the KPI needs, whatever the days, and hold what only some
    exports tell; verdicts need none."""
    sql = "select distinct table_name from coverage where brand = ? and (len(?) = 0 or channel is null or list_contains(?, channel))"
    carried = list(kpi.carried_by)
    loaded = {row["table_name"] for row in store.rows(sql, [brand, carried, carried])}
    proofs = [TABLES[table].proof for table in kpi.needs]
    return all(not proof or loaded & set(proof) for proof in proofs) and _is_told(store, kpi, brand)


def _is_told(store: Store, kpi: Kpi, brand: str) -> bool:
    """Whether a mention of the brand has what the KPI counts and only some exports tell."""
    needed = tuple(one for one in kpi.counts.get("has", ()) if one in TOLD_BY_SOME)
    if not needed:
        return True
    wanted = Filter(brand, *covered(store), has=needed)
    condition, parameters = where(wanted)
    return store.value(f"select 1 from {origin(wanted)} where {condition} limit 1", parameters) is not None


def roles(store: Store) -> tuple[str, ...]:
    """The roles that have objectives; the most senior first."""
    return tuple(sorted(objectives.roles(store), key=lambda role: (role != "senior", role)))
