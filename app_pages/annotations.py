"""Annotations: dated actions and events, drawn on every trend, and the KPIs before and after one."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.decisions import annotations
from data.decisions.annotations import KINDS, LONGEST, Annotation
from data.decisions.brands import brands
from data.decisions.topics import topics
from data.store import Store
from locales import numbers
from ui import identity, session, table_columns
from ui.confirmation import attempt
from ui.empty_state import nothing
from ui.figures import before_after
from ui.session import say, say_code
from ui.view import offered, scope_bar
from wording.markdown import escaped

store = session.store()
language = session.language()


def days_of(one: Annotation) -> str:
    if one.first_day == one.last_day:
        return numbers.day(one.first_day, language)
    return numbers.date_range(one.first_day, one.last_day, language)


def form(store: Store, one: Annotation | None) -> None:
    """Add an annotation, or change one."""
    key = f"note {one.annotation if one else 'new'}"
    with st.form(key, clear_on_submit=one is None, border=False):
        kind = st.radio(
            say("Kind"), KINDS, format_func=say_code, horizontal=True, index=KINDS.index(one.kind) if one else 0
        )
        title = st.text_input(say("Title, as shown on the charts"), value=one.title if one else "", max_chars=LONGEST)
        left, right = st.columns(2)
        style = session.day_format()
        bounds = session.day_bounds(*((one.first_day, one.last_day) if one else ()))
        first = left.date_input(
            say("First day"), value=one.first_day if one else session.today(), format=style, **bounds
        )
        last = right.date_input(
            say("Last day (empty: one day)"), value=one.last_day if one else None, format=style, **bounds
        )
        every: list[str | None] = [None]
        brand = _choice(
            say("Brand"), every + list(brands(store)["brand"]), one.brand if one else None, say("all brands")
        )
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


def listed(known: tuple[Annotation, ...]) -> Annotation | None:
    """Table of the annotations in force, newest first; returns the selected one."""
    frame = pd.DataFrame(
        {
            say("Days"): [days_of(one) for one in known],
            say("Kind"): [say_code(one.kind) for one in known],
            say("Title"): [one.title for one in known],
            say("Brand"): [one.brand or say("all brands") for one in known],
            say("Network"): [say_code(one.channel) if one.channel else "" for one in known],
            say("Topic"): [one.topic or "" for one in known],
            say("Who"): table_columns.people(one.recorded_by for one in known),
        }
    )
    picked = st.dataframe(frame, hide_index=True, on_select="rerun", selection_mode="single-row", key="notes")
    rows = picked["selection"]["rows"]
    return known[rows[0]] if rows and rows[0] < len(known) else None


with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="scope"):
    st.header(say("Annotations"), anchor=False, width="stretch")
    with st.popover(say("Add an action or an event"), icon=":material/add:"):
        form(store, None)
    scope_bar.language_choice()
st.caption(say("Actions and events, shown on every trend, so that effects are credited to actions and not to chance."))

known = tuple(reversed(annotations.in_force(store)))
chosen = listed(known) if known else None
if not known:
    nothing(say("No annotations yet. Add the team's actions and the events that explain a curve."))
if chosen is not None:
    st.subheader(f"{escaped(chosen.title)} · {days_of(chosen)}", anchor=False)
    if chosen.note:
        st.markdown(escaped(chosen.note))
    with st.container(horizontal=True):
        with st.popover(say("Edit"), icon=":material/edit:"):
            form(store, chosen)
        if st.button(say("Withdraw"), icon=":material/delete:"):
            attempt(lambda: annotations.withdraw(store, chosen.annotation, who=identity.who()), say("Withdrawn."))
    if len(brands(store)):
        before_after.show(store, chosen, brand=chosen.brand or offered.first_brand(store))
elif known:
    st.caption(say("Select a row to edit or withdraw it, or to see the figures before and after it."))

gone = {one.annotation: one for one in annotations.history(store) if one.is_withdrawn}
gone = {number: one for number, one in gone.items() if number not in {held.annotation for held in known}}
if gone:
    with st.expander(say("Withdrawn ({count})", count=len(gone))):
        for number, one in gone.items():
            with st.container(horizontal=True, vertical_alignment="center"):
                st.caption(
                    f"{days_of(one)} · {escaped(one.title)} · {escaped(table_columns.person(one.recorded_by))}",
                    width="stretch",
                )
                if st.button(say("Restore"), key=f"restore {number}"):
                    attempt(lambda number=number: annotations.restore(store, number, who=identity.who()), say("Saved."))
