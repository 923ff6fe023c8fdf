"""The form of an annotation: on its own screen, and beside each chart that shows annotations."""

from __future__ import annotations

from datetime import date

import streamlit as st

from data.access.acting import ANALYST
from data.decisions import annotations
from data.decisions.annotations import KINDS, LONGEST, Annotation
from data.decisions.brands import brands
from data.decisions.topics import topics
from data.store import Store
from ui import identity, session
from ui.confirmation import attempt
from ui.session import say, say_code
from ui.sign_in import may
from ui.view import offered


def button(store: Store, *, brand: str, day: date, key: str) -> None:
    """A button beside a chart that opens the form in place, for the brand and a day of the chart; an analyst has it."""
    if not may(ANALYST):
        return
    opened = st.popover(
        say("Annotate"),
        type="tertiary",
        key=f"annotate-{key}",
        on_change="rerun",
        help=say("Add an action or an event"),
    )
    with opened:
        if opened.open:  # the form is built when it is asked for
            form(store, None, brand=brand, day=day, key=key)


def form(store: Store, one: Annotation | None, *, brand: str | None = None, day: date | None = None, key: str = "new"):
    """Add an annotation, for the brand and day given, or change one."""
    key = f"note {one.annotation if one else key}"
    start = one.first_day if one else day or session.today()
    of_brand = one.brand if one else brand
    with st.form(key, clear_on_submit=one is None, border=False):
        kind = st.radio(
            say("Kind"), KINDS, format_func=say_code, horizontal=True, index=KINDS.index(one.kind) if one else 0
        )
        title = st.text_input(say("Title, as shown on the charts"), value=one.title if one else "", max_chars=LONGEST)
        left, right = st.columns(2)
        style = session.day_format()
        bounds = session.day_bounds(start, one.last_day if one else None)
        first = left.date_input(say("First day"), value=start, format=style, **bounds)
        last = right.date_input(
            say("Last day (empty: one day)"), value=one.last_day if one else None, format=style, **bounds
        )
        every: list[str | None] = [None]
        brand = _choice(say("Brand"), every + list(brands(store)["brand"]), of_brand, say("all brands"))
        channel = _choice(
            say("Network"), every + list(offered.channels(store)), one.channel if one else None, say("all networks")
        )
        topic = _choice(
            say("Topic"),
            every + [rule.name for rule in topics(store)],
            one.topic if one else None,
            say("no topic in particular"),
        )
        note = st.text_area(say("Note"), value=(one.note or "") if one else "", height=80)
        if st.form_submit_button(say("Save") if one else say("Add"), type="primary"):
            fields = {
                "kind": kind,
                "title": title,
                "first_day": first,
                "last_day": last or first,
                "brand": brand,
                "channel": channel,
                "topic": topic,
                "note": note.strip() or None,
            }
            attempt(
                lambda: (
                    annotations.change(store, one.annotation, **fields, who=identity.who())
                    if one
                    else annotations.annotate(store, **fields, who=identity.who())
                ),
                say("Saved."),
            )


def _choice(label: str, known: list[str | None], current: str | None, empty: str) -> str | None:
    options = known if current in known else [*known, current]
    return st.selectbox(
        label, options, index=options.index(current), format_func=lambda code: say_code(code) if code else empty
    )
