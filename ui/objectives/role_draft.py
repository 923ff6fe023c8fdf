"""The draft of a role sheet, kept in the session across screens."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import streamlit as st

from data.decisions.brands import own_brands
from data.store import Store
from kpis.catalogue import ACCESSES
from kpis.objectives import objectives, role_profiles
from kpis.objectives.objectives import Objective
from kpis.objectives.role_profiles import Perimeter
from ui.session import today

_KEY = "role draft"


@dataclass
class Draft:
    """`rows`: the edited objectives. `edition`: grows when they are proposed anew."""

    role: str
    brand: str | None
    perimeter: Perimeter
    profile: str | None = None
    rows: tuple[Objective, ...] = ()
    edition: int = 0
    owner: str = ""
    approver: str = ""
    comment: str = ""
    valid_from: date = field(default_factory=lambda: monday())
    valid_to: date | None = None


def monday() -> date:
    """The Monday of this week."""
    day = today()
    return day - timedelta(days=day.weekday())


def draft(store: Store) -> Draft:
    """The draft of the session; a new one begins with the senior role."""
    if _KEY not in st.session_state:
        begin(store, "senior", next(iter(own_brands(store)), None))
    return st.session_state[_KEY]


def widget_key() -> str:
    """The part of widget keys that names the draft: role and brand."""
    one: Draft = st.session_state[_KEY]
    return f"{one.role} · {one.brand}"


def begin(store: Store, role: str, brand: str | None) -> None:
    """Start the draft of a role from its last sheet and its objectives in force, or from defaults."""
    before: Draft | None = st.session_state.get(_KEY)
    sheet = role_profiles.sheet(store, role, brand)
    perimeter = sheet.perimeter if sheet is not None else _default_perimeter(role)
    profile = sheet.profile if sheet is not None else role if role in role_profiles.PROFILES else None
    opened = Draft(role, brand, perimeter, profile, edition=before.edition + 1 if before else 0)
    mine = [one for one in objectives.in_force(objectives.recorded(store)) if one.role == role and one.brand == brand]
    if mine:
        last = mine[-1]
        opened.owner, opened.approver = last.owner or "", last.approver or ""
    opened.rows = _rows(store, opened)
    st.session_state[_KEY] = opened


def propose(store: Store) -> None:
    """Reset the rows to the starting targets of the selected profile; signed objectives take precedence."""
    one = draft(store)
    one.rows = _rows(store, one)
    one.edition += 1


def _rows(store: Store, one: Draft) -> tuple[Objective, ...]:
    """One objective per KPI: the signed one that is or will be in force, else the proposed one."""
    proposal = role_profiles.proposal(
        one.role, one.perimeter, brand=one.brand, valid_from=one.valid_from, profile=one.profile
    )
    signed = [
        held
        for held in objectives.in_force(objectives.recorded(store))
        if held.role == one.role
        and held.brand == one.brand
        and (held.valid_to is None or held.valid_to >= one.valid_from)
    ]
    by_key = {(held.kpi, held.channel): held for held in signed}
    rows = [by_key.pop((row.kpi, None), row) for row in proposal.rows]
    found = [*rows, *by_key.values()]
    # a KPI outside the edited perimeter has no target, even if one was signed
    return tuple(
        replace(row, mode="out_of_scope", target=None, target_high=None, per=None, tolerance=None)
        if row.kpi in proposal.out and row.mode != "out_of_scope"
        else row
        for row in found
    )


def _default_perimeter(role: str) -> Perimeter:
    """The default perimeter of the article's two profiles."""
    if role == "stagiaire":
        return Perimeter(
            functions=("moderation", "presence", "company_blog", "promotion", "watching", "accounts"),
            accesses=("after_sales",),
            is_marked_out=True,
        )
    return Perimeter(
        functions=tuple(widget_key for widget_key in role_profiles.FUNCTIONS if widget_key not in ("moderation",)),
        accesses=ACCESSES,
        team="team",
        risk="exposed",
        maturity="beginning",
    )
