"""The scope of a view (brand, week, comparison, role) and the line that shows it beside the title.

Codes are stable in the URL: dates are absolute. A value that does not exist becomes the nearest that does, and the
page says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from app_pages import _address, _figures, _session
from app_pages._session import say, say_code
from data.brands import brands
from data.store import Store
from locales import LANGUAGES, numbers

COMPARISONS = ("previous", "year")
WEEKS_OFFERED = 156


@dataclass(frozen=True)
class View:
    """What is looked at: an ISO week of a brand, what it is compared with, for whom."""

    brand: str
    since: date
    until: date
    compare: str
    role: str
    today: date
    notes: tuple[str, ...] = ()

    @property
    def before(self) -> date:
        """The Monday of the week that it is compared with."""
        return self.since - timedelta(days=7 if self.compare == "previous" else 364)


def view(store: Store) -> View:
    """The week that the URL asks for, or the nearest one that exists."""
    notes: list[str] = []
    monday = _monday(store, notes)
    return _view(store, monday, monday + timedelta(days=6), notes)


def days_view(store: Store) -> View:
    """The days that the URL asks for, whatever they are; the last complete week when it names none."""
    notes: list[str] = []
    asked = (_address.read("since"), _address.read("until"))
    try:
        since, until = (date.fromisoformat(day) for day in asked)
    except ValueError:
        monday = _monday(store, notes)
        since, until = monday, monday + timedelta(days=6)
    if until < since:
        notes.append(say("The days of the link end before they begin; they are read the other way round."))
        since, until = until, since
    return _view(store, since, until, notes)


def _view(store: Store, since: date, until: date, notes: list[str]) -> View:
    brand = _brand(store, notes)
    role = _nearest(_address.read("role"), _figures.roles(store), notes)
    compare = _nearest(_address.read("compare"), COMPARISONS, notes)
    _address.put("brand", brand)
    _address.put("since", since.isoformat())
    _address.put("until", until.isoformat())
    return View(brand, since, until, compare, role, _session.today(), tuple(notes))


def bar(store: Store, title: str, *, seen: View, what: tuple[str, ...] = ("brand", "week", "compare", "role")) -> None:
    """The title, and the scope on the same line; under them what the scope had to correct."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="scope"):
        st.header(title, anchor=False, width="stretch")
        if "brand" in what:
            _select(say("Brand"), "brand", _brand_names(store), seen.brand, name=str, width=148)
        if "week" in what:
            weeks = [one.isoformat() for one in _weeks(store)]
            _select(say("Week"), "since", weeks, seen.since.isoformat(), name=_week_name, width=222)
        if "compare" in what:
            names = {"previous": say("vs previous week"), "year": say("vs a year before")}
            _select(say("Comparison"), "compare", list(COMPARISONS), seen.compare, name=names.__getitem__, width=178)
        if "role" in what and len(_figures.roles(store)) > 1:
            _select(
                say("Role"),
                "role",
                list(_figures.roles(store)),
                seen.role,
                name=lambda role: say("role: {role}", role=say_code(role)),
                width=144,
            )
        language_choice()
    for note in seen.notes:
        st.info(note)


def language_choice() -> None:
    """The language, small, at the end of the line."""
    spoken = _session.language()
    st.session_state["choose lang"] = spoken
    st.selectbox(
        say("Language"),
        LANGUAGES,
        key="choose lang",
        format_func=str.upper,
        label_visibility="collapsed",
        width=70,
        on_change=lambda: _session.choose_language(st.session_state["choose lang"]),
    )


def week_title(brand: str, monday: date) -> str:
    """'Aurelle · semaine 46'."""
    return say("{brand} · week {week}", brand=_session.plain(brand), week=numbers.week_number(monday))


def week_dates(seen: View) -> str:
    """'9 – 15 novembre 2026'."""
    return numbers.date_range(seen.since, seen.until, _session.language())


def compared(seen: View) -> str:
    """What the week is compared with, named."""
    if seen.compare == "year":
        return say(
            "compared with week {week} of {year}",
            week=numbers.week_number(seen.before),
            year=seen.before.isocalendar().year,
        )
    return say("compared with week {week}", week=numbers.week_number(seen.before))


def _week_name(monday: str) -> str:
    first = date.fromisoformat(monday)
    last = first + timedelta(days=6)
    pattern = "d MMM" if first.month != last.month else "d"
    start = numbers.day(first, _session.language(), pattern=pattern) if pattern != "d" else str(first.day)
    end = numbers.day(last, _session.language(), pattern="d MMM y")
    return say("W{week} · {start} – {end}", week=numbers.week_number(first), start=start, end=end)


def _select(label: str, code: str, options: list[str], value: str, *, name: Callable[[str], str], width: int) -> None:
    key = f"choose {code}"
    st.session_state[key] = value
    st.selectbox(
        label,
        options if value in options else [value, *options],
        key=key,
        format_func=name,
        label_visibility="collapsed",
        width=width,
        on_change=lambda: _choose(code, st.session_state[key]),
    )


def _choose(name: str, value: str) -> None:
    _address.put(name, value)
    if name == "since":
        _address.put("until", (date.fromisoformat(value) + timedelta(days=6)).isoformat())


def _brand_names(store: Store) -> list[str]:
    return list(brands(store)["brand"])


def _brand(store: Store, notes: list[str]) -> str:
    known = _brand_names(store)
    wished = _address.read("brand")
    if wished in known:
        return wished
    chosen = _figures.first_brand(store)
    if wished:
        notes.append(
            say(
                "There is no brand called {wished}; this is {chosen}.",
                wished=_session.plain(wished),
                chosen=_session.plain(chosen),
            )
        )
    return chosen


def _weeks(store: Store) -> list[date]:
    """Mondays with coverage, newest first."""
    first, last = _figures.covered(store)
    monday = last - timedelta(days=last.weekday())
    weeks = []
    while monday + timedelta(days=6) >= first and len(weeks) < WEEKS_OFFERED:
        weeks.append(monday)
        monday -= timedelta(days=7)
    return weeks


def _monday(store: Store, notes: list[str]) -> date:
    """The week asked for; else the last complete one."""
    weeks = _weeks(store)
    default = _figures.last_complete_monday(store, _session.today()) or weeks[0]
    asked_since, asked_until = _address.read("since"), _address.read("until")
    if not asked_since and not asked_until:
        return default
    try:
        asked = date.fromisoformat(asked_since or asked_until)
        until = (
            date.fromisoformat(asked_until)
            if asked_until
            else asked - timedelta(days=asked.weekday()) + timedelta(days=6)
        )
    except ValueError:
        notes.append(say("The link holds no day that could be read; this is the last complete week."))
        return default
    monday = asked - timedelta(days=asked.weekday())
    nearest = min(weeks, key=lambda week: abs(week - monday))
    if nearest != monday:
        notes.append(
            say(
                "Nothing was loaded for the week of {day}; this is the nearest week.",
                day=numbers.day(asked, _session.language()),
            )
        )
    elif asked != monday or until != monday + timedelta(days=6):
        notes.append(
            say(
                "This screen shows whole weeks: this is the week of {day}.", day=numbers.day(asked, _session.language())
            )
        )
    return nearest


def _nearest(wished: str, known: tuple[str, ...], notes: list[str]) -> str:
    if wished and wished not in known:
        notes.append(
            say(
                "The link asks for '{wished}', which does not exist; this is '{chosen}'.",
                wished=_session.plain(wished),
                chosen=known[0],
            )
        )
    return wished if wished in known else known[0]
