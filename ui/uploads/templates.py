"""The templates to fill by hand: one menu, and the chosen one in either language."""

from __future__ import annotations

import streamlit as st

from loaders.templates import template, templates
from ui import session
from ui.noted_download import noted
from ui.session import say

LANGUAGES = {"fr": "Français", "en": "English"}


def menu() -> None:
    """Choose what is to be filled in; the template of the visitor's language comes first."""
    mine = session.language()
    titles = {table: kind.title[mine] for table, kind in templates().items()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        table = st.selectbox(
            say("Template"),
            sorted(titles, key=titles.__getitem__),
            format_func=titles.__getitem__,
            index=None,
            placeholder=say("Choose what you fill in"),
            key="template of",
            width=420,
        )
        if table is None:
            return
        for code in sorted(LANGUAGES, key=lambda code: code != mine):
            st.download_button(
                LANGUAGES[code],
                noted(lambda code=code: template(table, code), file=f"{table}-{code}.csv"),
                file_name=f"{table}-{code}.csv",
                mime="text/csv",
                on_click="ignore",
                icon=":material/download:",
                key=f"template {code}",
                help=say("Headers and example in this language"),
            )
