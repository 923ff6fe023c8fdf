"""Figures for the screens, computed once per state of the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from app_pages._session import say
from data.brands import own_brands
from data.store import Store
from kpis import compute as computing
from kpis import scorecard as scoring
from kpis.catalogue import Kpi, catalogue, sentences
from kpis.compute import Scope
from kpis.scorecard import Line

if TYPE_CHECKING:
    from app_pages._scope import View

WEEKS = 13


def kpi(name: str) -> Kpi:
    """A KPI of the catalogue."""
    return catalogue()[name]


def roles(store: Store) -> tuple[str, ...]:
    """The roles that have objectives; the most senior first."""
    return tuple(sorted(scoring.roles(store), key=lambda role: (role != "senior", role)))


def first_brand(store: Store) -> str:
    """Our brand; while none is declared, the one with most mentions."""
    ours = own_brands(store)
    if ours:
        return ours[0]
    busiest = store.value("select brand from mention_days group by brand order by sum(mentions) desc, brand limit 1")
    return busiest or store.value("select min(brand) from brands") or ""


def covered(store: Store) -> tuple[date, date]:
    """First and last day that any upload covers."""
    found = store.rows("select min(covered_from) as first, max(covered_to) as last from coverage")[0]
    return found["first"], found["last"]


def last_complete_monday(store: Store, today: date) -> date | None:
    """The Monday of the last week that every active source covers to its Sunday; else of the best covered one."""
    week = computing.typical_week(store, today)
    return week[0] if week else None


def series(store: Store, name: str, scope: Scope, *, grain: str, by: str = "brand") -> pd.DataFrame:
    """One row per period and series, periods as dates."""
    frame = _series(str(store.path), store.version, name, scope, grain, by, _store=store)
    return frame.assign(period=[moment.date() if hasattr(moment, "date") else moment for moment in frame["period"]])


def weeks_of(store: Store, name: str, *, brand: str, monday: date, today: date, weeks: int = WEEKS) -> pd.DataFrame:
    """A brand's KPI over the weeks that end with the given one."""
    scope = Scope(
        since=monday - timedelta(days=7 * (weeks - 1)), until=monday + timedelta(days=6), brands=(brand,), today=today
    )
    return series(store, name, scope, grain="week")


def lines(store: Store, seen: View) -> tuple[Line, ...]:
    """The scorecard of the role that looks: one line per KPI that it answers for."""
    return _lines(
        str(store.path), store.version, seen.role, seen.brand, seen.since, seen.today, seen.compare, _store=store
    )


def director(store: Store, seen: View) -> tuple[Line, ...]:
    """The lines of the director's page, in its order."""
    known = {line.kpi.id: line for line in lines(store, seen) if line.channel is None}
    return tuple(known[name] for name in scoring.DIRECTOR if name in known)


def article(one: Kpi) -> tuple[str, ...]:
    """The article's sentences that a KPI serves, in French as they were written."""
    return tuple(sentences()[name] for name in one.article)


def folding_rule() -> str:
    """What 'unique' means, in a sentence."""
    return say(
        "Unique: of mentions of a brand with the same text and language, the first within 72 hours counts; reprints and reposts fold into it."
    )


def warm(store: Store) -> None:
    """Read the catalogue and touch the store before the first visitor comes."""
    catalogue()
    store.value("select count(*) from uploads")


@st.cache_data(max_entries=400, show_spinner=False)
def _series(path: str, version: int, name: str, scope: Scope, grain: str, by: str, *, _store: Store) -> pd.DataFrame:
    return computing.compute(_store, name, scope, grain=grain, by=by)


@st.cache_data(max_entries=100, show_spinner=False)
def _lines(
    path: str, version: int, role: str, brand: str, monday: date, today: date, compare: str, *, _store: Store
) -> tuple[Line, ...]:
    return scoring.scorecard(
        _store, role=role, brand=brand, period_start=monday, today=today, weeks=WEEKS, compare=compare
    )


def shifted(frame: pd.DataFrame, days: int) -> pd.DataFrame:
    """A frame drawn some days later, for laying a period over the one before; `shown` keeps the true day."""
    return frame.assign(shown=frame["period"], period=[one + timedelta(days=days) for one in frame["period"]])


def moved(scope: Scope, days: int) -> Scope:
    """The same scope some days earlier."""
    return replace(scope, since=scope.since - timedelta(days=days), until=scope.until - timedelta(days=days))
