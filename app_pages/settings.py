"""Settings: what the organisation settles once, each change dated and attributed, told in a history and undone there."""

from __future__ import annotations

import streamlit as st

from app_pages import (
    _address,
    _columns,
    _hours,
    _people,
    _scope,
    _session,
    _settings_brands,
    _settings_data,
    _settings_history,
    _topic_rules,
)
from app_pages._markdown import plain
from app_pages._session import say

SECTIONS = {
    "brands": _settings_brands.show,
    "topics": _topic_rules.show,
    "hours": _hours.show,
    "data": _settings_data.show,
    "people": _people.show,
    "history": _settings_history.show,
}

store = _session.store()
with st.container(horizontal=True, vertical_alignment="center", key="scope"):
    st.header(say("Settings"), anchor=False, width="stretch")
    _scope.language_choice()
told = say("Every change is dated, attributed and listed in the history, where it can be undone.")
if person := _columns.people([_session.who()])[0]:
    told = f"{told} {say('You act as {who}.', who=plain(person))}"
st.caption(told)
names = {
    "brands": say("Brands"),
    "topics": say("Topics"),
    "hours": say("Time and networks"),
    "data": say("Data and sentiment"),
    "people": say("People and alerts"),
    "history": say("History"),
}
asked = _address.read("section")
if asked and asked not in SECTIONS:
    st.info(say("The link names a part of the settings that does not exist; these are the brands."))
st.session_state["choose section"] = asked if asked in SECTIONS else "brands"
section = st.segmented_control(
    say("Part of the settings"),
    list(SECTIONS),
    key="choose section",
    required=True,
    format_func=names.__getitem__,
    label_visibility="collapsed",
    on_change=lambda: _address.put("section", st.session_state["choose section"]),
)
SECTIONS[section or "brands"](store)
