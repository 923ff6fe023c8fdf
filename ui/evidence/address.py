"""Which evidence is open, in the URL: the figure, its brand, days and network, the parts shown and the part selected.

So a link opens the same answer, and the browser's Back closes what was opened.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from kpis.catalogue import catalogue
from ui import session
from ui.view import offered, url
from ui.view import view as scope_view
from ui.view.view import View
from wording import address as codes
from wording.address import BY, FIGURE, OF, PART

_TRAIL, _TURN = "evidence trail", "evidence turn"


@dataclass(frozen=True)
class Opened:
    """The KPI, and the view of its figure; `network`: of an objective of a single network, else ''."""

    kpi: str
    view: View
    network: str = ""


def put(kpi: str, view: View, *, network: str = "", by: str = "", part: str | None = None) -> None:
    """Open the evidence of a figure at the end of this run."""
    st.session_state[_TRAIL] = []
    _write(kpi, view.brand, view.since, view.until, network)
    url.put(BY, by)
    select(part)


def move(since: date, until: date, brand: str = "") -> None:
    """Look at the same indicator in other days, or of another brand; `back` returns."""
    kpi, told = url.read(FIGURE), url.read(OF)
    st.session_state.setdefault(_TRAIL, []).append(told)
    parts = codes.parts_of(told)
    _write(kpi, brand or parts[0], since, until, parts[3] if len(parts) > 3 else "")
    select(None)


def back() -> None:
    """Return to the figure that one came from."""
    if trail := st.session_state.get(_TRAIL):
        url.put(OF, trail.pop())
        select(None)


def came_from() -> bool:
    """Whether there is a figure to return to."""
    return bool(st.session_state.get(_TRAIL))


def close() -> None:
    """Forget the open figure."""
    for name in (FIGURE, OF, BY, PART):
        url.put(name, None)
    st.session_state[_TRAIL] = []


def select(part: str | None) -> None:
    """Select a part, by its item; None: none."""
    url.put(PART, None if part is None else codes.part(part))  # an item may be ''


def unselect() -> None:
    """Select no part, and let the table of parts begin anew: its own selection would come back."""
    st.session_state[_TURN] = turn() + 1
    select(None)


def turn() -> int:
    """How often the table of parts began anew."""
    return st.session_state.get(_TURN, 0)


def selected() -> str | None:
    """The item of the selected part."""
    told = url.read(PART)
    return told[1:] if told.startswith("=") else None


def opened() -> Opened | None:
    """The open figure; None without one, or when the address is not of one."""
    kpi, told = url.read(FIGURE), codes.parts_of(url.read(OF))
    url.read(BY), url.read(PART)  # so that they stay in the address
    if kpi not in catalogue():
        return None
    plain = scope_view.period_view_of_url()
    try:
        since, until = date.fromisoformat(told[1]), date.fromisoformat(told[2])
    except (IndexError, ValueError):
        return Opened(kpi, plain)
    if until < since or told[0] not in offered.brand_names(session.store()):
        return Opened(kpi, plain)
    network = told[3] if len(told) > 3 else ""
    view = replace(plain, brand=told[0], since=since, until=until)
    return Opened(kpi, replace(view, channels=(network,)) if network else view, network)


def _write(kpi: str, brand: str, since: date, until: date, network: str) -> None:
    url.put(FIGURE, kpi)
    url.put(OF, codes.figure_of(brand, since, until, network))
