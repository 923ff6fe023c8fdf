"""Each indicator of the catalogue: question, formula, what it needs, its sentence and its SQL."""

from __future__ import annotations

import streamlit as st

from app_pages import _address, _evidence, _session
from app_pages._markdown import plain
from app_pages._session import say, say_code
from data.store import Store
from kpis.catalogue import catalogue


def show(store: Store) -> None:
    """One indicator, chosen."""
    spoken = _session.language()
    known = catalogue()
    asked = _address.read("kpi")
    if asked and asked not in known:
        st.info(say("The link names an indicator that does not exist; this is the first of the list."))
    names = sorted(known, key=lambda name: (known[name].casquette, known[name].title[spoken]))
    st.session_state["choose kpi"] = asked if asked in known else names[0]
    st.selectbox(
        say("Indicator"),
        names,
        key="choose kpi",
        width=520,
        format_func=lambda name: f"{known[name].title[spoken]} · {say_code(known[name].casquette)}",
        on_change=lambda: _address.put("kpi", st.session_state["choose kpi"]),
    )
    kpi = known[st.session_state["choose kpi"]]
    with st.container(border=True):
        _evidence.definition(kpi)
        facts = {
            say("Unit"): say_code(kpi.unit),
            say("Better"): say_code(kpi.better),
            say("Kind"): say_code(kpi.class_),
            say("Interval"): say_code(kpi.interval),
            say("Needs"): ", ".join(say_code(name) for name in kpi.needs),
            say("Identifier"): kpi.id,
        }
        st.markdown(" · ".join(f":gray[{plain(label)}] {plain(fact)}" for label, fact in facts.items()))
        st.code(kpi.sql, language="sql")
