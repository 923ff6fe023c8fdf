"""Writing what a person asked for, and confirming it; or saying why it is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from data.sentences import Refusal
from ui.session import say_sentence
from wording.markdown import escaped

_PENDING = "confirmations"  # of the session: what the next run says


def attempt(act: Callable[[], Any], done: str | Callable[[Any], str]) -> None:
    """Write, and run the screen again, which then says `done`, or what `done` makes of what `act` returned.

    When `act` raises a Refusal, its sentence stands here instead.
    """
    try:
        written = act()
    except Refusal as refusal:
        st.error(escaped(say_sentence(refusal.sentence)))
        return
    confirm(done(written) if callable(done) else done)
    st.rerun()


def confirm(done: str) -> None:
    """Say it in the next run: what is said in a run that ends at once may never reach the browser."""
    st.session_state.setdefault(_PENDING, []).append(done)


def show_confirmations() -> None:
    """Say what waits; once per run, before the screen."""
    for done in st.session_state.pop(_PENDING, ()):
        st.toast(done)
