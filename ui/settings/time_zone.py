"""Change of time zone: confirmation, then reload of every file with progress; resumes after an interruption."""

from __future__ import annotations

import streamlit as st

from data.sentences import Refusal, Sentence
from data.store import Store
from loaders import reload
from ui import session
from ui.confirmation import confirm
from ui.session import say, say_plural, say_sentence
from wording.markdown import escaped


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
        if st.button(say("Continue"), type="primary", key="go on"):
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
            try:
                reload.begin(store, "time_zone", wished, who=session.who())
            except Refusal as refusal:
                st.error(escaped(say_sentence(refusal.sentence)))
                return
            _read(store)


def _read(store: Store) -> None:
    bar = st.progress(0.0)

    def tell(share: float, sentence: Sentence) -> None:
        bar.progress(min(1.0, max(0.0, share)), text=escaped(say_sentence(sentence)))

    refused = reload.resume(store, who=session.who(), progress=tell)
    for one in refused:
        st.error(escaped(say_sentence(one)))
    if not refused:
        confirm(say("All files have been read again."))
        st.rerun()
