"""Change of time zone: confirmation, then reload of every file with progress; resumes after an interruption."""

from __future__ import annotations

import streamlit as st

from data.sentences import Sentence
from data.store import Store
from loaders import reload
from ui import identity
from ui.confirmation import attempt, confirm
from ui.session import say, say_plural, say_sentence
from wording.markdown import escaped

_GO_ON = "read the files again now"


def change(store: Store, current: str, wished: str | None) -> None:
    """Confirm a new zone, or resume an interrupted reload."""
    left = reload.pending(store)
    if left:
        st.warning(
            say_plural(
                "{count} file is still to be read again: until then, figures mix old and new readings.",
                "{count} files are still to be read again: until then, figures mix old and new readings.",
                len(left),
            )
        )
        if st.button(say("Continue"), type="primary", key="go on") or st.session_state.pop(_GO_ON, False):
            _read(store)
    elif wished and wished != current:
        count = store.value("select count(*) from uploads where status = 'loaded'")
        st.warning(
            say_plural(
                "From {held} to {wished}: {count} file is read again and past figures change.",
                "From {held} to {wished}: {count} files are read again and past figures change.",
                count,
                held=current,
                wished=wished,
            )
        )
        if st.button(say("Change the time zone"), type="primary", key="change zone"):
            attempt(lambda: _begin(store, wished), say("The files are read again."))


def _begin(store: Store, wished: str) -> None:
    reload.begin(store, "time_zone", wished, who=identity.who())
    st.session_state[_GO_ON] = True  # the next run reads them, and shows how far it is


def _read(store: Store) -> None:
    who = identity.name()
    if who is None:
        identity.ask(lambda: (st.session_state.__setitem__(_GO_ON, True), st.rerun()))
        st.rerun()
    bar = st.progress(0.0)

    def tell(share: float, sentence: Sentence) -> None:
        bar.progress(min(1.0, max(0.0, share)), text=escaped(say_sentence(sentence)))

    refused = reload.resume(store, who=who, progress=tell)
    for one in refused:
        st.error(escaped(say_sentence(one)))
    if not refused:
        confirm(say("All files have been read again."))
        st.rerun()
