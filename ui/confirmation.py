"""A write requested by a person: confirmed in a toast, or refused with the reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from data.sentences import Refusal
from ui import identity
from ui.session import say_sentence
from wording.markdown import escaped

_PENDING = "confirmations"  # in the session state: messages for the next run


def attempt(act: Callable[[], Any], done: str | Callable[[Any], str]) -> None:
    """Run `act`, then rerun the screen, which shows `done` (a text, or a function of the result of `act`).

    If `act` raises a Refusal, show its sentence and do not rerun. If nobody has said who acts, ask, then run `act`.
    """
    try:
        written = act()
    except identity.Unnamed:
        identity.ask(lambda: attempt(act, done))
        st.rerun()
    except Refusal as refusal:
        st.error(escaped(say_sentence(refusal.sentence)))
        return
    confirm(done(written) if callable(done) else done)
    st.rerun()


def confirm(done: str) -> None:
    """Show the message in the next run: a toast in a run that ends at once may never reach the browser."""
    st.session_state.setdefault(_PENDING, []).append(done)


def show_confirmations() -> None:
    """Show the pending messages; call once per run, before the screen."""
    for done in st.session_state.pop(_PENDING, ()):
        st.toast(done)
    for refusal in st.session_state.pop(identity.REFUSED, ()):
        st.error(escaped(say_sentence(refusal.sentence)))
