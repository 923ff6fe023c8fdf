"""The past of an objective's KPI, cached: its baseline, and how its target would have fared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from data.decisions.brands import brands, own_brands
from data.store import Store
from kpis.catalogue import catalogue
from kpis.objectives import aim, signing
from kpis.objectives.aim import Aim, Rehearsal
from kpis.objectives.objectives import Objective
from locales import numbers
from ui import session


def with_baseline(store: Store, row: Objective) -> Objective:
    """The objective with the baseline computed from today's data; one that is frozen is kept."""
    if row.baseline is not None:
        return row
    value, since, until, _ = _baseline_of(store, row)
    return replace(row, baseline=value, baseline_from=since, baseline_to=until)


def complete_weeks(store: Store, row: Objective) -> int:
    """How many of the eight weeks of a baseline are complete."""
    return _baseline_of(store, row)[3]


def rehearsed(store: Store, row: Objective, wanted: Aim | None) -> Rehearsal | None:
    """The last year, judged by a target as if it had held then; None where no brand is known, or nothing is judged."""
    brand = aim.brand_of(row, own_brands(store), tuple(brands(store)["brand"]))
    if brand is None or wanted is None:
        return None
    asked = replace(row, comment=None, owner=None, approver=None, objective=None, replaces=None, recorded_by="")
    return _rehearsed(str(store.path), data_version(store), asked, wanted, brand, session.today(), _store=store)


def data_version(store: Store) -> str:
    """Cache key: it changes with the uploads and brand roles, not with the objectives."""
    uploads = store.value("select concat_ws(' ', count(*), max(loaded_at), max(withdrawn_at)) from uploads")
    roles = store.value("select concat_ws(' ', count(*), max(set_at)) from brand_roles")
    return f"{uploads} {roles}"


def _baseline_of(store: Store, row: Objective) -> tuple:
    if row.is_followed:
        return None, None, None, 0
    return _cached_baseline(
        str(store.path),
        data_version(store),
        row.role,
        row.kpi,
        row.brand,
        row.channel,
        session.today(),
        _store=store,
    )


@st.cache_data(max_entries=400, show_spinner=False)
def _cached_baseline(
    path: str, version: str, role: str, kpi: str, brand: str | None, channel: str | None, today: date, *, _store: Store
) -> tuple:
    one = Objective(role, kpi, "absolute", 0.0, None, brand=brand, channel=channel)
    found = signing.baseline_of(_store, one, until=today)
    value = None if numbers.is_missing(found.value) else found.value
    return value, found.since, found.until, found.weeks


@st.cache_data(max_entries=400, show_spinner=False)
def _rehearsed(
    path: str, version: str, row: Objective, wanted: Aim, brand: str, today: date, *, _store: Store
) -> Rehearsal | None:
    return aim.rehearse(_store, row, wanted, brand=brand, today=today) if row.kpi in catalogue() else None
