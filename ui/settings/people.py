"""Settings of people: roles and alert recipients. Stored only: sign-in and sending do not use them yet."""

from __future__ import annotations

import streamlit as st

from data.decisions import people
from data.decisions.log import in_force
from data.store import Store
from locales import numbers
from ui import session
from ui.confirmation import attempt
from ui.session import say, say_code
from wording.markdown import escaped


def show(store: Store) -> None:
    """Two lists: people with their roles, and alert recipients."""
    left, right = st.columns(2, gap="medium")
    with left.container(border=True, height="stretch"):
        st.subheader(say("People and roles"), anchor=False)
        st.caption(say("A list for sign-in. While sign-in is off, anyone who reaches this page can do everything."))
        _list(store, "person")
        with st.form("person", border=False, clear_on_submit=True):
            address = st.text_input(say("E-mail address"), max_chars=200)
            role = st.selectbox(say("Role"), people.ROLES, format_func=say_code)
            if st.form_submit_button(say("Save")):
                attempt(lambda: people.set_role(store, address, role, who=session.who()), say("Saved."))
    with right.container(border=True, height="stretch"):
        st.subheader(say("Alert recipients"), anchor=False)
        st.caption(say("Addresses are stored here; nothing is sent yet."))
        _list(store, "target")
        with st.form("target", border=False, clear_on_submit=True):
            address = st.text_input(say("E-mail address, or https address of a webhook"), max_chars=300)
            level = st.selectbox(say("From level"), people.LEVELS, format_func=_level)
            if st.form_submit_button(say("Save")):
                attempt(lambda: people.notify(store, address, level, who=session.who()), say("Saved."))


def _level(code: str) -> str:
    return {"1": say("level 1: watch"), "2": say("level 1: vigilance"), "3": say("level 3: crisis")}[code]


def _list(store: Store, kind: str) -> None:
    for subject, one in in_force(store, kind).items():
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            value = _level(one.value) if kind == "target" else say_code(one.value)
            st.markdown(f"**{escaped(subject)}** · {value}", width="stretch")
            st.caption(f"{escaped(one.set_by)}, {numbers.day(one.set_at.date(), session.language())}", width="content")
            if st.button(say("Remove"), key=f"remove {kind} {subject}", type="tertiary"):
                attempt(lambda subject=subject: people.remove(store, kind, subject, who=session.who()), say("Removed."))
