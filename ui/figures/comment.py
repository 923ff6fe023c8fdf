"""The sentence on a figure: generated from its numbers, or written by a person for this period."""

from __future__ import annotations

import streamlit as st

from data.access.acting import ANALYST
from data.decisions import figure_comments
from data.store import Store
from kpis.objectives.scorecard import Line
from locales import numbers
from ui import identity, session, sign_in, table_columns
from ui.confirmation import attempt
from ui.session import say
from ui.view.view import View
from wording import figure_sentence
from wording.markdown import escaped

EDITING = "edit sentences"  # the switch of the Overview, in the session


def switch() -> bool:
    """One switch for the sentences of a whole screen; returns whether they are being edited."""
    return st.toggle(say("Edit the sentences"), key=EDITING)


def sentence(store: Store, line: Line, view: View, *, is_edited: bool = False) -> None:
    """The sentence; `is_edited`: with the button that edits it."""
    written = figure_comments.messages(store, view.brand, view.since, view.until).get(line.kpi.id)
    text = written.text if written else figure_sentence.sentence_of(line, session.language())
    with st.container(horizontal=True, gap="xsmall", wrap=False, key=f"message-{line.kpi.id}"):
        mark = f" :gray[({say('edited')})]" if written else ""
        st.markdown(f"{escaped(text)}{mark}" if text else numbers.NBSP, width="stretch")
        if (
            is_edited
            and sign_in.may(ANALYST)
            and st.button(
                say("Edit the sentence: {kpi}", kpi=escaped(line.kpi.title[session.language()])),
                icon=":material/edit:",
                type="tertiary",
                key=f"edit {line.kpi.id}",
                help=say("Edit the sentence"),
            )
        ):
            _edit(store, line, view, written)


def _edit(store: Store, line: Line, view: View, written: figure_comments.Message | None) -> None:
    language = session.language()
    generated = figure_sentence.sentence_of(line, language)

    @sign_in.dialog(line.kpi.title[language])
    def edit() -> None:
        text = st.text_area(
            say("Sentence for this period"),
            value=written.text if written else generated,
            max_chars=figure_comments.LONGEST,
            key=f"sentence {line.kpi.id}",
        )
        st.caption(say("Generated: {sentence}", sentence=escaped(generated or "–")))
        if written:
            st.caption(
                say(
                    "Edited by {who} on {day}.",
                    who=escaped(table_columns.person(written.set_by)),
                    day=table_columns.local_day(written.set_at),
                )
            )
        with st.container(horizontal=True):
            if st.button(say("Save"), type="primary", key="save sentence"):
                _keep(store, line, view, text)
            if written and st.button(say("Restore the generated one"), key="restore sentence"):
                _keep(store, line, view, None)

    edit()


def _keep(store: Store, line: Line, view: View, text: str | None) -> None:
    attempt(
        lambda: figure_comments.write(
            store, line.kpi.id, brand=view.brand, since=view.since, until=view.until, text=text, who=identity.who()
        ),
        say("Saved."),
    )
