"""Role sheet: from what a role is asked to do to signed objectives, step by step; its history and its document."""

from __future__ import annotations

import streamlit as st

from app_pages import (
    _address,
    _role_document,
    _role_draft,
    _role_signing,
    _role_steps,
    _role_targets,
    _scope,
    _session,
)
from app_pages._markdown import plain
from app_pages._session import say, say_code

STEPS = ("perimeter", "proposal", "targets", "signature", "history")

store = _session.store()
draft = _role_draft.draft(store)
with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="scope"):
    st.header(say("Role sheet · {role}", role=plain(say_code(draft.role))), anchor=False, width="stretch")
    _scope.language_choice()

asked = _address.read("step")
step = asked if asked in STEPS else STEPS[0]
names = {
    "perimeter": say("1. Perimeter"),
    "proposal": say("2. Profile"),
    "targets": say("3. Targets"),
    "signature": say("4. Signature"),
    "history": say("History and files"),
}
st.session_state["choose step"] = step
st.segmented_control(
    say("Step"), STEPS, key="choose step", format_func=names.__getitem__, label_visibility="collapsed", required=True,
    on_change=lambda: _address.put("step", st.session_state["choose step"]),
)  # fmt: skip

match step:
    case "perimeter":
        _role_steps.which_role(store)
        _role_steps.perimeter(store)
    case "proposal":
        _role_steps.proposal(store)
    case "targets":
        _role_targets.table(store)
        _role_targets.faults_shown(store, draft.rows)
        _role_targets.of_channel(store)
    case "signature":
        _role_signing.sign(store)
    case "history":
        _role_signing.history(store)
        _role_signing.files(store)

with st.container(horizontal=True, vertical_alignment="center", key="onward"):
    if step != STEPS[-1]:
        following = STEPS[STEPS.index(step) + 1]
        st.button(
            say("Next: {step}", step=names[following]), icon=":material/arrow_forward:", key="onward button",
            on_click=lambda: _address.put("step", following),
        )  # fmt: skip
    signed = _role_document.signed_rows(store)
    if step in ("signature", "history"):
        rows = signed or _role_targets.frozen(store, draft.rows)
        _role_document.downloads(store, rows, signed=bool(signed))
