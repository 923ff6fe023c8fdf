"""Settings of the data: inbox folder, published tables, backups, retention of raw files, sentiment scorer, unused columns, pending work."""

from __future__ import annotations

import streamlit as st

from data.decisions import extra_columns, retention
from data.derived import sentiment_labels
from data.store import Store
from kpis.analysis import label_accuracy
from locales import numbers
from ui import identity, session
from ui.confirmation import attempt
from ui.fence import fenced
from ui.session import say, say_plural
from ui.settings import backups, inbox, published
from ui.uploads import backlog
from ui.uploads import backlog as backlog_progress


def show(store: Store) -> None:
    """The seven panels of this section."""
    with st.container(border=True):
        fenced(say("Inbox folder"), lambda: inbox.show(store))
    with st.container(border=True):
        fenced(say("Published tables"), lambda: published.show(store))
    with st.container(border=True):
        fenced(say("Backups"), lambda: backups.show(store))
    left, right = st.columns(2, gap="medium")
    with left.container(border=True, height="stretch"):
        fenced(say("Raw files"), lambda: _retention(store))
    with right.container(border=True, height="stretch"):
        fenced(say("Sentiment of mentions without a label"), lambda: _scorer(store))
    with st.container(border=True):
        fenced(say("Unused columns"), lambda: _others(store))
    with st.container(border=True):
        backlog_progress.status(store)


def _others(store: Store) -> None:
    st.subheader(say("Unused columns"), anchor=False)
    st.caption(
        say(
            "Stored with each record of the files loaded from now on, and shown with it in Mentions. Columns with "
            "personal data are never stored."
        )
    )
    on = extra_columns.are_kept(store)
    wished = st.toggle(say("Keep unused columns"), value=on, key=f"others {store.version}")
    if wished != on:
        attempt(lambda: extra_columns.turn(store, "on" if wished else "off", who=identity.who()), say("Saved."))


def _retention(store: Store) -> None:
    st.subheader(say("Raw files"), anchor=False)
    current = retention.days(store)
    days = st.number_input(
        say("Raw files kept for, in days (0: no limit)"),
        min_value=0,
        value=current,
        step=30,
        key=f"retention {store.version}",
        width=320,
    )
    st.caption(
        say(
            "Records stay; a file whose raw content is deleted cannot be read again, so a change of time zone or a "
            "rebuild is no longer possible. The deletion cannot be undone."
        )
    )
    gone = len(retention.older_than(store, int(days)))
    if gone:
        st.warning(
            say_plural(
                "{count} file is older: it would be deleted now.",
                "{count} files are older: they would be deleted now.",
                gone,
            )
        )
    if st.button(say("Save"), key="save retention", disabled=days == current):
        attempt(lambda: retention.keep_for(store, int(days), who=identity.who()), say("Saved."))


def _scorer(store: Store) -> None:
    st.subheader(say("Sentiment of mentions without a label"), anchor=False)
    measured = label_accuracy.measured()
    language = session.language()
    st.markdown(
        say(
            "A rule-based scorer for French and English, run on this machine. Measured on {count} labelled tweets: "
            "{share} correct (95% interval {low} – {high}). Labels from the tool or set by hand take precedence.",
            count=numbers.number(measured["n"], language),
            share=numbers.percent(measured["accuracy"], language, decimals=0),
            low=numbers.percent(measured["low"], language, decimals=0),
            high=numbers.percent(measured["high"], language, decimals=0),
        )
    )
    on = sentiment_labels.is_on(store)
    waits = sentiment_labels.pending(store)
    # nothing waits while the scorer is off: it would be false to say so here, and that nothing is to be run in Sources
    told = (
        say_plural("{count} text is waiting for a label.", "{count} texts are waiting for a label.", waits)
        if on
        else backlog.unlabelled(waits)
    )
    st.caption(f"{told} {say('Turning the scorer on or off changes past sentiment figures.')}")
    wished = st.toggle(say("Label them automatically"), value=on, key=f"scorer {store.version}")
    if wished != on:
        with st.spinner(say("Recomputing every day")):
            attempt(lambda: sentiment_labels.turn(store, "on" if wished else "off", who=identity.who()), say("Saved."))
