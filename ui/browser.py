"""Features that run in the browser (browser.js): copy the link of the view, save or copy a chart, print a screen."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import quote, unquote

import streamlit as st

from ui.session import say

PICTURES = ("png", "svg")
SCRIPTS = ("browser_words.js", "browser.js")
_YEAR = 365 * 86400  # seconds
_REMEMBERED = "browser remembers"  # in the session state: name -> value, said to the browser in every run


def install() -> None:
    """Add the scripts to the page; call once per page."""
    for text in scripts():
        st.html(f"<script>{text}</script>", unsafe_allow_javascript=True)
    cookies = [
        f"{name}={quote(value)}; path=/; max-age={_YEAR if value else 0}; SameSite=Lax"
        for name, value in st.session_state.get(_REMEMBERED, {}).items()
    ]
    if cookies:
        tell(cookies=cookies)


def tell(**what: object) -> None:
    """Tell the browser something that its script heeds: words, cookies, what to bring into sight."""
    st.html(f'<span hidden data-told="{escape(json.dumps(what, ensure_ascii=False))}"></span>')


def remember(name: str, value: str) -> None:
    """Keep a value in this browser for a year; '' forgets it. A later session reads it with `remembered`."""
    st.session_state.setdefault(_REMEMBERED, {})[name] = value


def remembered(name: str) -> str:
    """What this browser keeps under a name; '' when it keeps nothing."""
    said = st.session_state.get(_REMEMBERED, {})
    return said[name] if name in said else unquote(st.context.cookies.get(name, ""))


def bring(key: str) -> None:
    """Scroll to the container of a key; call it in the one run that asks for it."""
    tell(bring=key)


def copy_link() -> None:
    """A button that copies the address of the view."""
    st.html(
        f'<button class="plain" type="button" data-do="link" data-done="{escape(say("Copied"))}">'
        f"{escape(say('Copy link'))}</button>",
        width="content",
    )


def pictures(layout: dict, *, name: str, figure: dict | None = None) -> None:
    """Buttons that save the chart of the same container as PNG or SVG under a file name, or copy it.

    `layout`: of the picture (charts/picture.py). `figure`: what to draw in place of the chart on the screen.
    """
    asked = escape(json.dumps({"name": name, "layout": layout, "figure": figure}, default=str, separators=(",", ":")))
    buttons = "".join(
        f'<button class="plain" type="button" data-do="picture" data-format="{form}" '
        f'aria-label="{escape(say("Save the chart as {format}", format=form.upper()))}">{form.upper()}</button>'
        for form in PICTURES
    )
    insecure = say("The browser copies pictures only from a secure address (https): save the PNG instead.")
    refused = say("The browser refused the copy: save the PNG instead.")
    copying = (
        f'<button class="plain" type="button" data-do="copy" data-done="{escape(say("Copied"))}" '
        f'data-insecure="{escape(insecure)}" data-refused="{escape(refused)}">{escape(say("Copy as image"))}</button>'
    )
    st.html(
        f'<span class="pictures" data-picture="{asked}"><span role="status" class="answer"></span>{buttons}{copying}</span>',
        width="content",
    )


def paper(head: str, foot: str) -> None:
    """What the browser writes above and below each printed page."""
    st.html(f'<span class="paper" data-head="{escape(head)}" data-foot="{escape(foot)}"></span>')


@cache
def scripts() -> tuple[str, ...]:
    """The scripts of the page, always the same: the policy of the page names them by their hashes (ui/web.py)."""
    return tuple((Path(__file__).parent / name).read_text(encoding="utf-8") for name in SCRIPTS)
