"""The empty state of a list, a chart or a table."""

from __future__ import annotations

import streamlit as st

from ui.session import say


def nothing(why: str, *, remedy: str = "") -> None:
    """Say why there is no data and what would change that; both texts are Markdown."""
    st.caption(f"{why} {remedy}".strip())


def nothing_loaded(why: str, *, remedy: str = "") -> None:
    """The same, with a link to Uploads."""
    nothing(why, remedy=remedy)
    st.page_link("app_pages/uploads.py", label=say("Go to Uploads"), icon=":material/upload_file:")
