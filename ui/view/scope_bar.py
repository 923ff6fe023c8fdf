"""The scope bar next to the title: brand, period, comparison, networks, role, language, and the link of the view."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import streamlit as st

from data.store import Store
from kpis.analysis.period_scorecard import COMPARISONS
from kpis.engine import periods
from kpis.engine.periods import Period
from locales import LANGUAGES, numbers
from ui import browser, session
from ui.figures import provenance
from ui.report import copied
from ui.session import say, say_code, say_plural
from ui.view import offered as offered_choices
from ui.view import url
from ui.view import view as scope_view
from ui.view.view import View

KINDS = ("week", "month", "quarter", "days")


def bar(store: Store, title: str, *, view: View, what: tuple[str, ...] = ("brand", "week", "compare", "role")) -> None:
    """The title and the scope widgets on one line; below them, the notes of the view.

    `what`: brand, week (a whole week), period (a week, month, quarter or any days), compare, channels, role.
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="scope"):
        st.header(title, anchor=False, width="stretch")
        # shown on a phone alone (ui/style.css): the filters stay folded until it is ticked
        st.checkbox(say("Filters: {period}", period=_short(view.period)), key="unfold filters")
        with st.container(
            horizontal=True, vertical_alignment="center", gap="xsmall", width="content", key="scope-filters"
        ):
            if "brand" in what:
                _select(say("Brand"), "brand", offered_choices.brand_names(store), view.brand, name=str, width=128)
            if "week" in what:
                weeks = [one.isoformat() for one in offered_choices.weeks(store)]
                _select(say("Week"), "since", weeks, view.since.isoformat(), name=_week_name, width=222)
            if "period" in what:
                _period(store, view)
            if "compare" in what:
                names = {
                    "previous": say("vs previous week") if view.period.grain == "week" else say("vs previous period"),
                    "four": say("vs mean of four"),
                    "year": say("vs a year earlier"),
                }
                known = list(COMPARISONS) if "period" in what else ["previous", "year"]
                _select(say("Comparison"), "compare", known, view.compare, name=names.__getitem__, width=168)
            if "channels" in what:
                _channels(store, view)
            if "role" in what and len(offered_choices.roles(store)) > 1:
                _select(
                    say("Role"),
                    "role",
                    list(offered_choices.roles(store)),
                    view.role,
                    name=lambda role: say("role: {role}", role=say_code(role)),
                    width=136,
                )
            language_choice()
            browser.copy_link()
    filters = ", ".join(say_code(one) for one in view.channels)
    copied.whose(
        " · ".join(part for part in (view.brand, scope_view.week_dates(view), filters) if part),
        provenance.data_date(store),
    )
    browser.paper(f"{view.brand} · {scope_view.week_dates(view)}", provenance.data_date(store))
    for note in view.notes:
        st.info(note)


def language_choice() -> None:
    """The language selector."""
    language = session.language()
    st.session_state["choose lang"] = language
    st.selectbox(
        say("Language"),
        LANGUAGES,
        key="choose lang",
        format_func=str.upper,
        label_visibility="collapsed",
        width=70,
        on_change=lambda: session.choose_language(st.session_state["choose lang"]),
    )


def _period(store: Store, view: View) -> None:
    """A popover to select the kind of period, then the period, or any days."""
    with st.popover(_short(view.period), help=say("Choose the period"), width=176, key="period"):
        st.session_state["choose kind"] = view.period.grain
        kind = st.segmented_control(
            say("Period"),
            KINDS,
            key="choose kind",
            required=True,
            format_func=lambda code: {
                "week": say("Week"),
                "month": say("Month"),
                "quarter": say("Quarter"),
                "days": say("Days"),
            }[code],
            on_change=lambda: _choose_kind(store, view, st.session_state["choose kind"]),
        )
        if kind != "days":
            offered = _periods(store, kind)
            by_code = {one.since.isoformat(): one for one in offered}
            _select(
                say("Which one"),
                "period",
                list(by_code),
                view.since.isoformat(),
                name=lambda code: _long(by_code[code]) if code in by_code else _long(view.period),
                width=300,
                on_choice=lambda code: _put(by_code[code]),
            )
        _days(store, view)
        if st.button(say("Last complete week"), type="tertiary", icon=":material/event_available:"):
            for name in ("since", "until"):
                url.put(name, None)
            st.rerun()


def _days(store: Store, view: View) -> None:
    """Select first and last day; an incomplete range is ignored."""
    first, last = offered_choices.covered(store)
    st.session_state["choose days"] = (view.since, view.until)

    def keep() -> None:
        picked = st.session_state["choose days"]
        if len(picked) == 2:
            _put(Period(*picked))

    st.date_input(
        say("Start and end dates"),
        key="choose days",
        min_value=min(first, view.since),
        max_value=max(last, view.until, view.today),
        format=session.day_format(),
        on_change=keep,
        width=300,
    )


def _choose_kind(store: Store, view: View, kind: str) -> None:
    """Switch to the last fully covered period of this kind up to the view's end; for days, to its last 28."""
    if kind == "days":
        _put(Period(view.until - timedelta(days=27), view.until))
        return
    period = {"week": periods.week, "month": periods.month, "quarter": periods.quarter}[kind](view.until)
    first, last = offered_choices.covered(store)
    _put(period.back() if period.until > last and period.back().until >= first else period)


def _periods(store: Store, kind: str) -> list[Period]:
    """The weeks, months or quarters with data, newest first."""
    found = {"week": periods.week, "month": periods.month, "quarter": periods.quarter}[kind]
    return list(dict.fromkeys(found(monday) for monday in offered_choices.weeks(store)))


def _channels(store: Store, view: View) -> None:
    """A popover to select networks."""
    known = offered_choices.channels(store)
    label = say("All networks")
    if len(view.channels) == 1:
        label = say_code(view.channels[0])
    elif view.channels:
        label = say_plural("{count} network", "{count} networks", len(view.channels))
    with st.popover(label, help=say("Choose the networks"), width=142, key="networks"):
        st.session_state["choose channels"] = list(view.channels)
        st.pills(
            say("Networks"),
            known,
            key="choose channels",
            selection_mode="multi",
            format_func=say_code,
            on_change=lambda: url.put("channel", ",".join(st.session_state["choose channels"])),
        )
        st.caption(
            say(
                "None chosen: all of them. If you choose some, figures whose exports do not give the network are "
                "not available."
            )
        )


def _put(period: Period) -> None:
    url.put("since", period.since.isoformat())
    url.put("until", period.until.isoformat())


def _short(period: Period) -> str:
    """'9 – 15 nov. 2026', 'novembre 2026', 'T4 2026'."""
    if period.grain in ("month", "quarter"):
        return scope_view.period_name(period)
    language = session.language()
    if period.since == period.until:
        return numbers.day(period.until, language, pattern="d MMM y")
    within = (period.since.year, period.since.month) == (period.until.year, period.until.month)
    start = str(period.since.day) if within else numbers.day(period.since, language, pattern="d MMM")
    return f"{start}{numbers.NBSP}– {numbers.day(period.until, language, pattern='d MMM y')}"


def _long(period: Period) -> str:
    return _week_name(period.since.isoformat()) if period.grain == "week" else scope_view.period_name(period)


def _week_name(monday: str) -> str:
    return say(
        "W{week} · {days}",
        week=numbers.week_number(date.fromisoformat(monday)),
        days=_short(periods.week(date.fromisoformat(monday))),
    )


def _select(
    label: str,
    code: str,
    options: list[str],
    value: str,
    *,
    name: Callable[[str], str],
    width: int,
    on_choice: Callable[[str], None] | None = None,
) -> None:
    key = f"choose {code}"
    st.session_state[key] = value
    st.selectbox(
        label,
        options if value in options else [value, *options],
        key=key,
        format_func=name,
        label_visibility="collapsed",
        width=width,
        on_change=lambda: (on_choice or (lambda picked: _choose(code, picked)))(st.session_state[key]),
    )


def _choose(name: str, value: str) -> None:
    if name == "since":
        _put(periods.week(date.fromisoformat(value)))
    else:
        url.put(name, value)
