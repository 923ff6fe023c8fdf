"""Work deferred by loads (near-duplicates, labels of the scorer): how much is pending, and running it."""

from __future__ import annotations

import streamlit as st

from data.access.acting import ANALYST
from data.derived import backlog, sentiment_labels
from data.store import Store
from locales import numbers
from ui import session
from ui.session import say, say_plural
from ui.sign_in import may


def status(store: Store) -> None:
    """Say what is pending, with a button to run it."""
    days, is_on, unread = backlog.pending(store), sentiment_labels.is_on(store), sentiment_labels.pending(store)
    texts = unread if is_on else 0
    if not days and not texts:
        if unread:
            st.markdown(f":blue[✔] {say('Nothing to run: near-duplicates are up to date.')} {unlabelled(unread)}")
        else:
            st.markdown(f":blue[✔] {say('Nothing to run: near-duplicates and labels are up to date.')}")
        return
    parts = []
    if days:
        parts.append(
            say_plural(
                "{count} day has near-duplicates still to be computed: until then reworded texts count separately.",
                "{count} days have near-duplicates still to be computed: until then reworded texts count separately.",
                days,
            )
        )
    if texts:
        parts.append(
            say_plural("{count} text is waiting for a label.", "{count} texts are waiting for a label.", texts)
        )
    st.warning(" ".join(parts))
    if may(ANALYST) and st.button(say("Run now"), key="derive", type="primary"):
        run(store)
        st.rerun()


def unlabelled(count: int) -> str:
    """That the scorer is off, and how many texts it would label: they wait for nothing."""
    return say_plural(
        "{count} text has no label: the scorer, which is off, would give one.",
        "{count} texts have no label: the scorer, which is off, would give one.",
        count,
    )


def is_due(store: Store) -> bool:
    """Whether any work is pending."""
    return backlog.pending(store) > 0 or (sentiment_labels.is_on(store) and sentiment_labels.pending(store) > 0)


def run(store: Store) -> None:
    """Compute near-duplicates, then labels, in batches. Cancel reruns the screen; finished batches are kept."""
    if not is_due(store):
        return
    language = session.language()
    panel = st.empty()
    with panel.container(border=True, key="deriving"):
        bar = st.progress(0.0, text=say("Near-duplicates"))
        st.button(say("Cancel"), key="cancel derive")
        days = backlog.pending(store)
        for left in backlog.settling(store):
            bar.progress(
                min(1.0, 1 - left / max(1, days)),
                text=say_plural(
                    "Near-duplicates: {count} day remaining", "Near-duplicates: {count} days remaining", left
                ),
            )
        texts = sentiment_labels.pending(store) if sentiment_labels.is_on(store) else 0
        for done in sentiment_labels.labelling(store):
            bar.progress(
                min(1.0, done / max(1, texts)),
                text=say(
                    "Labels: {done} of {all}",
                    done=numbers.number(done, language),
                    all=numbers.number(texts, language),
                ),
            )
    panel.empty()
