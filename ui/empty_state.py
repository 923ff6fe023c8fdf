"""Nothing to show: what a list, a chart or a table says in its place."""

from __future__ import annotations

import streamlit as st

from ui.session import say


def nothing(why: str, *, remedy: str = "") -> None:
    """Why there is nothing, and what would change that; both are Markdown."""
    st.caption(f"{why} {remedy}".strip())


def nothing_loaded(why: str, *, remedy: str = "") -> None:
    """The same where an upload would change it, with the way to the uploads."""
    nothing(why, remedy=remedy)
    st.page_link("app_pages/uploads.py", label=say("Go to Uploads"), icon=":material/upload_file:")
