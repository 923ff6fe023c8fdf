"""Role sheet: from the duties of a role to signed objectives, step by step, with history and documents."""

from __future__ import annotations

import streamlit as st

from data.access.acting import APPROVER
from ui import session
from ui.fence import fenced
from ui.locked import for_role
from ui.objectives import role_document, role_draft, role_steps, targets_table
from ui.objectives import signing as signing_form
from ui.session import say, say_code
from ui.view import scope_bar, url
from wording.markdown import escaped

STEPS = ("perimeter", "proposal", "targets", "signature", "history")

store = session.store()
draft = role_draft.draft(store)
with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="scope"):
    st.header(say("Role sheet · {role}", role=escaped(say_code(draft.role))), anchor=False, width="stretch")
    scope_bar.language_choice()

asked = url.read("step")
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
    say("Step"),
    STEPS,
    key="choose step",
    format_func=names.__getitem__,
    label_visibility="collapsed",
    required=True,
    on_change=lambda: url.put("step", st.session_state["choose step"]),
)

with for_role(APPROVER, "role sheet"):
    match step:
        case "perimeter":
            fenced(say("Role"), lambda: role_steps.which_role(store))
            fenced(names[step], lambda: role_steps.perimeter(store))
        case "proposal":
            fenced(names[step], lambda: role_steps.proposal(store))
        case "targets":
            fenced(names[step], lambda: targets_table.table(store))
            targets_table.show_faults(store, draft.rows)
            fenced(say("Add an objective for one network"), lambda: targets_table.channel_form(store))
        case "signature":
            fenced(names[step], lambda: signing_form.sign(store))
        case "history":
            fenced(say("History"), lambda: signing_form.history(store))
            fenced(names[step], lambda: signing_form.files(store))


def downloads() -> None:
    """The documents of what is signed, else of the draft."""
    signed = role_document.signed_rows(store)
    if step in ("signature", "history"):
        rows = signed or targets_table.with_baselines(store, draft.rows)
        role_document.downloads(store, rows, signed=bool(signed))


with st.container(horizontal=True, vertical_alignment="center", key="onward"):
    if step != STEPS[-1]:
        following = STEPS[STEPS.index(step) + 1]
        st.button(
            say("Next: {step}", step=names[following]),
            icon=":material/arrow_forward:",
            key="onward button",
            on_click=lambda: url.put("step", following),
        )
    fenced(say("Role sheet"), downloads)
