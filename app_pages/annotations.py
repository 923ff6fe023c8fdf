"""Annotations: dated actions and events, drawn on every trend, and the KPIs before and after one."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.access.acting import ANALYST
from data.decisions import annotations
from data.decisions.annotations import Annotation
from data.decisions.brands import brands
from locales import numbers
from ui import doors, identity, session, table_columns
from ui.confirmation import attempt
from ui.empty_state import nothing
from ui.fence import fenced
from ui.figures import annotation_form, before_after, trend_events
from ui.locked import for_role
from ui.session import say, say_code
from ui.sign_in import may
from ui.view import offered, scope_bar
from wording.markdown import escaped

store = session.store()
language = session.language()


def days_of(one: Annotation) -> str:
    if one.first_day == one.last_day:
        return numbers.day(one.first_day, language)
    return numbers.date_range(one.first_day, one.last_day, language)


def listed(known: tuple[Annotation, ...]) -> Annotation | None:
    """Table of the annotations in force, newest first; returns the selected one."""
    frame = pd.DataFrame(
        {
            say("Days"): [days_of(one) for one in known],
            say("Kind"): [say_code(one.kind) for one in known],
            say("Title"): [trend_events.titled(one) for one in known],
            say("Brand"): [one.brand or say("all brands") for one in known],
            say("Network"): [say_code(one.channel) if one.channel else "" for one in known],
            say("Topic"): [one.topic or "" for one in known],
            say("Who"): table_columns.people(one.recorded_by for one in known),
        }
    )
    picked = doors.frame(
        frame, alt=say("Annotations"), hide_index=True, on_select="rerun", selection_mode="single-row", key="notes"
    )
    rows = picked["selection"]["rows"]
    return known[rows[0]] if rows and rows[0] < len(known) else None


with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="scope"):
    st.header(say("Annotations"), anchor=False, width="stretch")
    if may(ANALYST):
        with st.popover(say("Add an action or an event"), icon=":material/add:"):
            fenced(
                say("Add an action or an event"),
                lambda: annotation_form.form(store, None, brand=offered.first_brand(store), day=session.today()),
            )
    scope_bar.language_choice()
st.caption(
    say("Actions and events, shown on every trend on their own day. What follows one in time need not come from it.")
)

known = tuple(reversed(annotations.in_force(store)))
chosen = fenced(say("Annotations"), lambda: listed(known)) if known else None
if not known and store.limited_to is not None:
    nothing(say("No annotation is of a brand that your access includes, and names no other one."))
elif not known:
    nothing(say("No annotations yet. Add the team's actions and the events of your field, each on its day."))
if chosen is not None:
    st.subheader(f"{escaped(trend_events.titled(chosen))} · {days_of(chosen)}", anchor=False)
    if chosen.note:
        st.markdown(escaped(chosen.note))
    with st.container(horizontal=True), for_role(ANALYST, "annotation") as is_open:
        if is_open:
            with st.popover(say("Edit"), icon=":material/edit:"):
                fenced(say("Edit"), lambda: annotation_form.form(store, chosen))
            if st.button(say("Withdraw"), icon=":material/delete:"):
                attempt(lambda: annotations.withdraw(store, chosen.annotation, who=identity.who()), say("Withdrawn."))
    if len(brands(store)):
        fenced(
            f"{say('Before')} – {say('After')}",
            lambda: before_after.show(store, chosen, brand=chosen.brand or offered.first_brand(store)),
        )
elif known:
    st.caption(say("Select a row to edit or withdraw it, or to see the figures before and after it."))

gone = {one.annotation: one for one in annotations.history(store) if one.is_withdrawn}
gone = {number: one for number, one in gone.items() if number not in {held.annotation for held in known}}
if gone:
    with st.expander(say("Withdrawn ({count})", count=len(gone))):
        for number, one in gone.items():
            with st.container(horizontal=True, vertical_alignment="center"):
                st.caption(
                    f"{days_of(one)} · {escaped(trend_events.titled(one))} · {escaped(table_columns.person(one.recorded_by))}",
                    width="stretch",
                )
                if may(ANALYST) and st.button(say("Restore"), key=f"restore {number}"):
                    attempt(lambda number=number: annotations.restore(store, number, who=identity.who()), say("Saved."))
