"""Cases: statements, suggestions and results that are wrong or hurt, each with somebody who looks after it."""

from __future__ import annotations

import streamlit as st

from data.decisions import answer_cases
from data.decisions.answer_cases import Case
from data.sentences import N_
from data.store import Store
from kpis.analysis import top_lists
from ui import identity, table_columns
from ui.audits import audit
from ui.confirmation import attempt
from ui.empty_state import nothing
from ui.session import say
from ui.view.view import View
from wording.markdown import escaped

STATES = {"open": N_("open"), "corrected": N_("corrected"), "not wrong": N_("not wrong")}
SIGNS = {"open": "●", "corrected": "✔", "not wrong": "–"}


def show(store: Store, view: View) -> None:
    """The cases of the brand, and a form that opens one of an item of the latest audits."""
    found = answer_cases.cases(store, view.brand)
    with st.container(border=True):
        st.markdown(
            f"**{say('Cases')}** :gray[· {say('wrong answers, results and suggestions, with who looks after them')}]"
        )
        if not found:
            nothing(say("No case is open: open one for a statement that is wrong or hurts."))
        for number, one in enumerate(found):
            _case(store, one, number)
        with st.expander(say("Open a case"), key="unfold open case"):
            _form(store, view, {(one.engine, one.query, one.item) for one in found})


def _case(store: Store, one: Case, number: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        note = f" – {escaped(one.note)}" if one.note else ""
        where = " · ".join(escaped(part) for part in (one.engine, one.query) if part)
        st.markdown(
            f"{SIGNS[one.state]} **{say(STATES[one.state])}** · “{escaped(one.item)}” :gray[({where})] · "
            f"{escaped(one.owner)}{note}",
            width="stretch",
        )
        st.caption(
            f"{escaped(table_columns.person(one.set_by))}, {table_columns.local_day(one.set_at)}", width="content"
        )
        others = ("corrected", "not wrong") if one.state == "open" else ("open",)
        for state in others:
            label = {"corrected": say("Corrected"), "not wrong": say("Not wrong"), "open": say("Open again")}[state]
            if st.button(label, key=f"case {number} {state}", type="tertiary"):
                made = Case(one.brand, one.engine, one.query, one.item, one.owner, state, one.note)
                attempt(lambda made=made: answer_cases.set_case(store, made, who=identity.who()), say("Saved."))


def _form(store: Store, view: View, known: set[tuple[str, str, str]]) -> None:
    rows = top_lists.audited(store, view.brand, view.until)
    items = {
        (
            row.engine,
            row.query,
            row.item,
        ): f"{audit.SIGNS.get(row.sentiment, '')} {row.item} · {row.query} · {row.engine}"
        for row in rows.sort_values("kind").itertuples()
        if (row.engine, row.query, row.item) not in known
    }
    if not items:
        nothing(say("No search audit holds an item without a case."))
        return
    with st.form("open case", border=False, clear_on_submit=True):
        chosen = st.selectbox(say("What is wrong or hurts"), list(items), format_func=lambda key: items[key])
        owner = st.text_input(say("Owner"), max_chars=60)
        note = st.text_input(say("What should stand there, or what to do"), max_chars=answer_cases.LONGEST)
        if st.form_submit_button(say("Open the case"), key="save case"):
            engine, query, item = chosen
            made = Case(view.brand, engine, query, item, owner, "open", note)
            attempt(lambda: answer_cases.set_case(store, made, who=identity.who()), say("Saved."))
