"""Features that run in the browser (browser.js): copy the link of the view, save a chart as a picture."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from ui.session import say

PICTURES = ("png", "svg")


def install() -> None:
    """Add the script to the page; call once per page."""
    st.html(f"<script>{_script()}</script>", unsafe_allow_javascript=True)


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
