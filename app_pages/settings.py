"""Settings of the organisation; each change is dated, attributed, listed in a history and undone there."""

from __future__ import annotations

from contextlib import nullcontext

import streamlit as st

from data.access.acting import APPROVER
from ui import identity, session, sign_in
from ui.fence import fenced
from ui.locked import for_role
from ui.session import say
from ui.settings import sections
from ui.settings.sections import SECTIONS
from ui.view import scope_bar, url
from wording.markdown import escaped

store = session.store()
with st.container(horizontal=True, vertical_alignment="center", key="scope"):
    st.header(say("Settings"), anchor=False, width="stretch")
    scope_bar.language_choice()
caption = say("Every change is dated, attributed and listed under History, where it can be undone.")
st.caption(caption)
with st.container(horizontal=True, vertical_alignment="center", gap="small", key="visitor"):
    person = identity.name()
    if sign_in.is_configured():
        st.caption(say("You act as {who}.", who=sign_in.shown(person or "")), width="content")
    elif person:
        st.caption(say("You act as {who}.", who=escaped(person)), width="content")
    if not sign_in.is_configured():
        with st.popover(say("Change your name") if person else say("Give your name"), type="tertiary"):
            given = st.text_input(say("First and last name"), value=person or "", max_chars=identity.LONGEST)
            if given != (person or "") and identity.keep(given):
                st.rerun()
names = sections.names()
asked = url.read("section")
if asked and asked not in SECTIONS:
    st.info(say("The link names a section of the settings that does not exist; showing Brands."))
st.session_state["choose section"] = asked if asked in SECTIONS else "brands"
section = st.segmented_control(
    say("Section of the settings"),
    list(SECTIONS),
    key="choose section",
    required=True,
    format_func=names.__getitem__,
    label_visibility="collapsed",
    on_change=lambda: url.put("section", st.session_state["choose section"]),
)
section = section or "brands"
with for_role(APPROVER, section) if section != "audit" else nullcontext():
    fenced(names[section], lambda: SECTIONS[section][1](store))
