"""Rhythm of each source: how often it is read, learnt from its uploads or set here."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.decisions import rhythms
from data.store import Store
from kpis.lineage.source_days import Source
from loaders.recognition.catalogue import formats
from locales import numbers
from ui import doors, identity, session, table_columns
from ui.confirmation import attempt
from ui.evidence import behind
from ui.session import say, say_code, say_plural
from wording.markdown import escaped


def show(store: Store) -> None:
    """One row per source with its rhythm, and the form that sets it."""
    st.subheader(say("Rhythm of each source"), anchor=False)
    st.caption(
        say(
            "Completeness, age of the data and the last complete week are measured by it. A daily source owes each day, a "
            "weekly one a reading a week, a monthly one a reading a month; what is read on demand owes nothing. Monthly "
            "sources and those on demand hold no week back."
        )
    )
    found = list(rhythms.rhythms(store).itertuples())
    language = session.language()
    table = pd.DataFrame(
        {
            say("Source"): [_name(row) for row in found],
            say("Tool and export"): [_title(row.format) for row in found],
            say("Rhythm"): [say_code(row.rhythm) for row in found],
            say("Reason"): [_reason(row) for row in found],
            say("Period available"): [
                numbers.date_range(row.first_day.date(), row.last_day.date(), language) for row in found
            ],
        }
    )
    place = doors.table(table, key=f"rhythms {store.version}", alt=say("Rhythm of each source"))
    if place is not None:
        row = found[place]
        source = Source(row.table_name, row.brand, None if pd.isna(row.channel) else row.channel)
        behind.source(store, source, row.first_day.date(), row.last_day.date())
    words = {"": say("as learnt from the uploads"), **{code: say_code(code) for code in rhythms.RHYTHMS}}
    with (
        st.expander(say("Set the rhythm of a source")),
        st.form(f"rhythm {store.version}", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        index = st.selectbox(
            say("Source"),
            range(len(found)),
            format_func=[f"{_name(row)} · {_title(row.format)}" for row in found].__getitem__,
            width=420,
        )
        wished = st.selectbox(
            say("Rhythm"),
            list(words),
            format_func=words.__getitem__,
            width=240,
        )
        if st.form_submit_button(say("Save")):
            row = found[index]
            attempt(
                lambda: rhythms.set_rhythm(
                    store,
                    row.table_name,
                    row.brand,
                    None if pd.isna(row.channel) else row.channel,
                    row.format,
                    rhythm=wished or None,
                    who=identity.who(),
                ),
                say("{source}: rhythm saved.", source=escaped(_name(row))),
            )


def _name(row) -> str:
    network = f" · {say_code(row.channel)}" if pd.notna(row.channel) else ""
    return f"{row.brand} · {table_columns.capitalised(say_code(row.table_name))}{network}"


def _title(name: str) -> str:
    found = formats().get(name)
    return found.title[session.language()] if found else say("columns assigned by hand")


def _reason(row) -> str:
    """'set by a person; learnt: monthly', 'learnt from 4 readings, one every 28 days'."""
    if pd.notna(row.decided):
        return say("set by a person; learnt: {rhythm}", rhythm=say_code(row.learnt))
    if row.basis == "days":
        return say("its figures need each day")
    if row.basis == "few":
        return say("too few uploads to learn it")
    if row.gap <= 1:
        return say_plural(
            "learnt from {count} reading, one a day", "learnt from {count} readings, one a day", row.readings
        )
    return say_plural(
        "learnt from {count} reading, one every {days} days",
        "learnt from {count} readings, one every {days} days",
        row.readings,
        days=numbers.number(row.gap, session.language()),
    )
