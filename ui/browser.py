"""What only the browser can do: the link of the view into the clipboard, and a chart as a picture (browser.js)."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from ui.session import say

PICTURES = ("png", "svg")


def install() -> None:
    """The script, once per page."""
    st.html(f"<script>{_script()}</script>", unsafe_allow_javascript=True)


def copy_link() -> None:
    """A button that puts the address of the view into the clipboard."""
    st.html(
        f'<button class="plain" type="button" data-do="link" data-done="{escape(say("Copied"))}">'
        f"{escape(say('Copy link'))}</button>",
        width="content",
    )


def pictures(title: str) -> None:
    """Buttons that save the chart of the same container as PNG or SVG, under the name that its options give.

    `title`: lines that the picture is headed with; on the screen they stand outside the drawing.
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
