"""Sources and methods: what was loaded and covers what, how it is counted, what labels are worth, each indicator."""

from __future__ import annotations

import streamlit as st

from app_pages import _address, _indicators_told, _label_audit, _methods, _scope, _session, _sources_covered
from app_pages._session import say

SECTIONS = {
    "coverage": _sources_covered.show,
    "methods": _methods.show,
    "audit": _label_audit.show,
    "indicators": _indicators_told.show,
}

store = _session.store()
with st.container(horizontal=True, vertical_alignment="center", key="scope"):
    st.header(say("Sources and methods"), anchor=False, width="stretch")
    _scope.language_choice()
names = {
    "coverage": say("Sources and coverage"),
    "methods": say("How it is counted"),
    "audit": say("Audit of the labels"),
    "indicators": say("Each indicator"),
}
asked = _address.read("section")
if asked and asked not in SECTIONS:
    st.info(say("The link names a part of this page that does not exist; these are the sources."))
start = asked if asked in SECTIONS else "indicators" if _address.read("kpi") and not asked else "coverage"
st.session_state["choose part"] = start
section = st.segmented_control(
    say("Part of the page"),
    list(SECTIONS),
    key="choose part",
    required=True,
    format_func=names.__getitem__,
    label_visibility="collapsed",
    on_change=lambda: _address.put("section", st.session_state["choose part"]),
)
SECTIONS[section or start](store)
