"""Features that run in the browser (browser.js): copy the link of the view, save a chart as a picture."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import quote, unquote

import streamlit as st

from ui.session import say

PICTURES = ("png", "svg")
_YEAR = 365 * 86400  # seconds
_REMEMBERED = "browser remembers"  # in the session state: name -> value, said to the browser in every run


def install() -> None:
    """Add the script to the page; call once per page."""
    st.html(f"<script>{_script()}</script>", unsafe_allow_javascript=True)
    cookies = "".join(
        f"document.cookie = '{name}={quote(value)}; path=/; max-age={_YEAR if value else 0}; SameSite=Lax';"
        for name, value in st.session_state.get(_REMEMBERED, {}).items()
    )
    if cookies:
        st.html(f"<script>{cookies}</script>", unsafe_allow_javascript=True)


def remember(name: str, value: str) -> None:
    """Keep a value in this browser for a year; '' forgets it. A later session reads it with `remembered`."""
    st.session_state.setdefault(_REMEMBERED, {})[name] = value


def remembered(name: str) -> str:
    """What this browser keeps under a name; '' when it keeps nothing."""
    said = st.session_state.get(_REMEMBERED, {})
    return said[name] if name in said else unquote(st.context.cookies.get(name, ""))


def copy_link() -> None:
    """A button that copies the address of the view."""
    st.html(
        f'<button class="plain" type="button" data-do="link" data-done="{escape(say("Copied"))}">'
        f"{escape(say('Copy link'))}</button>",
        width="content",
    )


def pictures(title: str) -> None:
    """Buttons that save the chart of the same container as PNG or SVG, under the file name of its options.

    `title`: lines added above the chart in the picture.
    """
    buttons = "".join(
        f'<button class="plain" type="button" data-do="picture" data-format="{form}" data-title="{escape(title)}" '
        f'aria-label="{escape(say("Save the chart as {format}", format=form.upper()))}">{form.upper()}</button>'
        for form in PICTURES
    )
    st.html(f'<span class="pictures">{buttons}</span>', width="content")


@cache
def _script() -> str:
    return (Path(__file__).parent / "browser.js").read_text(encoding="utf-8")
