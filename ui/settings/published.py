"""Published tables: the folder that is written again after each write, and how it fares."""

from __future__ import annotations

import streamlit as st

from data.decisions import published
from data.store import Store
from ui import identity, table_columns
from ui.confirmation import attempt
from ui.session import say, say_sentence
from wording.markdown import escaped


def show(store: Store) -> None:
    """The form, and below it when the tables were written last, or why they were not."""
    st.subheader(say("Published tables"), anchor=False)
    st.caption(
        say(
            "Figures, verdicts, episodes and mentions of every brand, for Power BI, Tableau and Excel: Parquet and CSV with a "
            "data dictionary, written into this folder again after each change, for the user alone who runs the dashboard."
        )
    )
    outside, kept = published.of_environment(), published.folder(store)
    if outside == published.OFF:
        st.markdown(say("EREPUTATION_PUBLISH=off: no tables are published."))
        return
    if outside:
        st.markdown(say("{folder}, as EREPUTATION_PUBLISH says.", folder=f"**{escaped(outside)}**"))
    else:
        _form(store, kept)
    if kept:
        _state(store)


def _form(store: Store, kept: str) -> None:
    with st.form("published folder form", border=False):
        folder = st.text_input(
            say("Folder of the tables"),
            value=kept,
            placeholder="/srv/tables",
            max_chars=400,
            help=say("Empty: no tables are published; files that are there stay."),
            key=f"published {kept}",
        )
        if st.form_submit_button(say("Save this folder"), key="save published folder"):
            attempt(lambda: published.choose(store, folder, who=identity.who()), say("Saved."))


def _state(store: Store) -> None:
    problem, at = published.problem(store), published.published_at(store)
    if problem is not None:
        st.markdown(f":red[▲] {escaped(say_sentence(problem))}")
    if at is None:
        st.markdown(say("Not published yet: the tables are written once nobody has changed anything for a while."))
        return
    st.markdown(f":blue[✔] {say('Published: {moment}.', moment=table_columns.local_times([at])[0])}")
