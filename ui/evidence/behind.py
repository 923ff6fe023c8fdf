"""What stands behind a cell or a row that is no figure of a KPI: its files and records, in a dialog over the screen."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from data.store import Store
from kpis.lineage import source_days
from kpis.lineage.mention_filter import Filter
from kpis.lineage.records import Records
from kpis.lineage.source_days import Source
from locales import numbers
from reports import mentions_file
from ui import doors, session, sign_in, table_columns
from ui.empty_state import nothing
from ui.evidence import dialog, source_records
from ui.report import copied
from ui.session import say, say_code
from wording.markdown import escaped


def records(store: Store, title: str, found: Records, *, name: str, note: str = "") -> None:
    """Open the records. `name`: of the file that one downloads. `note`: on their number."""

    @sign_in.dialog(title, width="large", on_dismiss="rerun")  # so that the table that led here begins anew
    def shown() -> None:
        with copied.inside():
            source_records.records(store, found, name=mentions_file.slug(name))
        if note:
            st.caption(note)

    shown()


def source(store: Store, one: Source, since: date, until: date) -> None:
    """Open the files that cover these days of a source, and its records of them."""

    @sign_in.dialog(named(one), width="large", on_dismiss="rerun")
    def shown() -> None:
        st.markdown(f"**{numbers.date_range(since, until, session.language())}**")
        with copied.inside():
            _files(store, one, since, until)
        found = source_days.held(one, since, until)
        if not store.value(*found.count):
            return  # the files tell that they hold none
        if one.table != "mentions":
            source_records.records(store, found, name=mentions_file.slug(f"{one.brand} {since} {until}"))
        elif st.button(say("Open in Mentions, to filter and correct"), icon=":material/list:", type="tertiary"):
            channel = () if one.channel is None else (one.channel,)
            dialog.go(Filter(one.brand, since, until, channel=channel))

    shown()


def named(one: Source) -> str:
    """'Aurelle · Followers · Facebook'."""
    network = "" if one.channel is None else f" · {say_code(one.channel)}"
    return f"{escaped(one.brand)} · {table_columns.capitalised(say_code(one.table))}{network}"


def _files(store: Store, one: Source, since: date, until: date) -> None:
    """The files whose dates contain one of these days; without any, the days beside these that a file covers."""
    found = source_days.covering(store, one, since, until)
    language = session.language()
    if found.empty:
        before, after = source_days.around(store, one, since, until)
        parts = [say("No file covers these days.")]
        if before:
            parts.append(say("The files before them end on {day}.", day=numbers.day(before, language)))
        if after:
            parts.append(say("The next file begins on {day}.", day=numbers.day(after, language)))
        nothing(" ".join(parts))
        return
    table = pd.DataFrame(
        {
            say("File"): found["file"],
            say("Sheet or file in the zip"): found["part"].where(found["part"] != "", None),
            say("Format"): [source_records.format_title(name) for name in found["format"]],
            say("Covers"): [
                numbers.date_range(row.covered_from.date(), row.covered_to.date(), language)
                for row in found.itertuples()
            ],
            say("Records of these days"): [numbers.number(count, language) for count in found["records"]],
            say("Loaded at"): table_columns.local_times(found["loaded_at"]),
            say("By"): table_columns.people(found["who"]),
        }
    )
    doors.frame(
        table_columns.without_empty(table.dropna(axis=1, how="all"), say("By")),
        hide_index=True,
        column_config=table_columns.right_aligned(say("Records of these days")),
        alt=say("Files that cover these days"),
    )
