"""Sources and coverage: data per source, coverage calendar, and restatements of past figures by later uploads."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import streamlit as st

from charts.calendar import calendar, opened
from data.access.acting import APPROVER
from data.store import Store
from kpis.lineage import coverage, source_days
from kpis.lineage.source_days import Source
from loaders.recognition.catalogue import formats
from locales import numbers
from locales.typography import typeset
from reports.weekly.model import Table
from ui import doors, session, table_columns
from ui.empty_state import nothing, nothing_loaded
from ui.evidence import behind
from ui.fence import fenced
from ui.locked import for_role
from ui.report import copied
from ui.session import say, say_code, say_plural
from ui.sources import rhythm
from ui.uploads import backlog as backlog_progress
from ui.view import offered, url
from wording.markdown import escaped

MOST_WEEKS = 13  # of a table
SPANS = {"8": 56, "13": 91, "26": 182, "52": 364}  # weeks -> days


def show(store: Store) -> None:
    """The three tables, or the empty state if nothing is loaded."""
    sources = _sources(str(store.path), store.version, _store=store)
    if sources.empty:
        nothing_loaded(
            say("There are no uploads yet. Drop your exports in Uploads, or load the demonstration data from Overview.")
        )
        return
    st.subheader(say("Data of each source"), anchor=False)
    fenced(say("Data of each source"), lambda: _table(store, sources))
    with for_role(APPROVER, "rhythm"):
        fenced(say("Set the rhythm of a source"), lambda: rhythm.show(store))
    backlog_progress.status(store)
    fenced(say("Coverage calendar"), lambda: _calendar(store))
    fenced(say("Restatements: changes to past figures by later files"), lambda: _restated(store))


@st.cache_data(max_entries=4, show_spinner=False)
def _sources(path: str, version: int, *, _store: Store) -> pd.DataFrame:
    return coverage.fields_by_source(_store)


@st.cache_data(max_entries=8, show_spinner=False)
def _days(path: str, version: int, since, until, today, *, _store: Store) -> pd.DataFrame:
    return coverage.calendar(_store, since, until, today)


def _table(store: Store, sources: pd.DataFrame) -> None:
    """One row per kind of data and export; it opens its files and records."""
    language = session.language()
    rows = list(sources.itertuples())

    def share(row, count) -> str:
        if pd.isna(row.mentions) or not row.mentions:
            return ""
        return numbers.percent(count / row.mentions, language, decimals=0)

    def listed(values, *, named: bool) -> str:
        if values is None or isinstance(values, float):  # not an export of mentions
            return ""
        return ", ".join(say_code(one) if named else one for one in values)

    table = pd.DataFrame(
        {
            say("Data"): [table_columns.capitalised(say_code(row.table_name)) for row in rows],
            say("Tool and export"): [_title(row.format) for row in rows],
            say("Period available"): [
                "" if pd.isna(row.first) else numbers.date_range(row.first.date(), row.last.date(), language)
                for row in rows
            ],
            say("Files"): [numbers.number(row.files, language) for row in rows],
            say("Records"): [numbers.number(row.records, language) for row in rows],
            say("Networks"): [listed(row.channels, named=True) for row in rows],
            say("Languages"): [listed(row.languages, named=False) for row in rows],
            say("With a reach"): [share(row, row.with_reach) for row in rows],
            say("With engagements"): [share(row, row.with_engagement) for row in rows],
            say("With an author"): [share(row, row.with_author) for row in rows],
            say("With a sentiment"): [share(row, row.with_sentiment) for row in rows],
        }
    )
    shares = (say("With a reach"), say("With engagements"), say("With an author"), say("With a sentiment"))
    place = doors.table(
        table,
        key="sources",
        height="content",
        column_config=table_columns.right_aligned(say("Files"), say("Records"), *shares),
        alt=say("Data of each source"),
    )
    if place is not None:
        row = rows[place]
        title = f"{table_columns.capitalised(say_code(row.table_name))} · {escaped(_title(row.format))}"
        behind.records(
            store,
            title,
            source_days.of_export(row.table_name, row.format),
            name=f"{row.table_name} {row.format}",
            note=say("Records that a later file replaced are not listed; the table counts them."),
        )


def _title(name: str) -> str:
    found = formats().get(name)
    return found.title[session.language()] if found else say("columns assigned by hand")


def _calendar(store: Store) -> None:
    today = session.today()
    first, last = offered.covered(store)
    until = min(last, today)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.subheader(say("Coverage calendar"), anchor=False, width="stretch")
        asked = url.read("weeks")
        st.session_state["coverage weeks"] = asked if asked in SPANS else "8"
        weeks = st.segmented_control(
            say("Weeks shown"),
            list(SPANS),
            key="coverage weeks",
            required=True,
            format_func=lambda count: say("{count} weeks", count=count),
            label_visibility="collapsed",
            on_change=lambda: url.put("weeks", st.session_state["coverage weeks"]),
        )
    since = max(first, until - timedelta(days=SPANS[weeks or "8"] - 1))
    frame = _days(str(store.path), store.version, since, until, today, _store=store)
    if frame.empty:
        nothing(say("No source was expected on these days."))
        return
    frame = frame.assign(source=[_source(row) for row in frame.itertuples()])
    gaps = frame[frame["state"] == "missing"]
    st.caption(
        say(
            "Inside the dates that an upload covers, a day without rows counts as 0 (a stock such as followers "
            "keeps its last count); outside them it is missing and has no verdict. A source is expected at its rhythm "
            "until 35 days (monthly: 75) after its last covered day; a week or month without its reading is missing on "
            "its last day. Missing here: {count}.",
            count=numbers.number(len(gaps), session.language()),
        )
    )
    point = doors.chart(
        calendar(frame, session.pen()),
        config={"displayModeBar": False},
        alt=say(
            "Coverage calendar. Sources: {sources}; days: {days}; missing source-days: {missing}",
            sources=frame["source"].nunique(),
            days=frame["day"].nunique(),
            missing=len(gaps),
        ),
        key="coverage calendar",
    )
    copied.offer("chart", say("Coverage calendar"), lambda: _of_weeks(frame), kicker="")
    if not gaps.empty:
        with st.expander(say("List of missing days")):
            _missing(store, gaps)
    if point is not None:
        _open(store, frame, *opened(point, frame))


def _of_weeks(frame: pd.DataFrame) -> Table:
    """The calendar as a table: of each source, the days of a week (a month, of many) that are covered, of those expected."""
    language = session.language()
    is_monthly = (frame["day"].max() - frame["day"].min()).days > 7 * MOST_WEEKS
    starts = [day.replace(day=1) if is_monthly else day - timedelta(days=day.weekday()) for day in frame["day"]]
    told = frame.assign(start=starts, covered=frame["state"] != "missing").groupby(["source", "start"])["covered"]
    counts = told.agg(["sum", "size"])
    columns = sorted(set(starts))
    pattern = "MMM y" if is_monthly else "d MMM"
    rows = []
    for source in sorted(frame["source"].unique()):
        cells = [counts.loc[(source, day)] if (source, day) in counts.index else None for day in columns]
        rows.append((source, *("" if one is None else f"{one['sum']}/{one['size']}" for one in cells)))
    heads = (say("Source"), *(typeset(numbers.day(day, language, pattern=pattern), language) for day in columns))
    return Table(
        say("Coverage calendar: days covered of those expected"), heads, tuple(rows), tuple(range(1, len(heads)))
    )


def _source(row) -> str:
    network = f" · {say_code(row.channel)}" if pd.notna(row.channel) else ""
    return f"{row.brand} · {table_columns.capitalised(say_code(row.table_name))}{network}"


def _open(store: Store, frame: pd.DataFrame, name: str, since: date, until: date) -> None:
    """The files and records of a source, by its name in the calendar."""
    row = frame[frame["source"] == name].iloc[0]
    channel = None if pd.isna(row["channel"]) else row["channel"]
    behind.source(store, Source(row["table_name"], row["brand"], channel), since, until)


def _missing(store: Store, gaps: pd.DataFrame) -> None:
    """The missing days; a row opens the files around them."""
    runs = _runs(gaps)
    language = session.language()
    table = pd.DataFrame(
        {
            say("Source"): [source for source, _, _ in runs],
            say("Missing"): [numbers.date_range(first, last, language) for _, first, last in runs],
            say("Days"): [(last - first).days + 1 for _, first, last in runs],
        }
    )
    place = doors.table(table, key="missing days", alt=say("List of missing days"))
    if place is not None:
        _open(store, gaps, *runs[place])


def _runs(gaps: pd.DataFrame) -> list[tuple[str, date, date]]:
    """Source, first and last day of each run of consecutive missing days."""
    found = []
    for source, days in gaps.groupby("source", sort=False)["day"]:
        start = before = None
        for day in [*sorted(days), None]:
            if before is not None and (day is None or day - before > timedelta(days=1)):
                found.append((source, start, before))
                start = day
            start = start or day
            before = day
    return found


def _restated(store: Store) -> None:
    st.subheader(say("Restatements: changes to past figures by later files"), anchor=False)
    language = session.language()
    frame = coverage.restatements(store)
    if frame.empty:
        nothing(say("No later file updated a record of an earlier one."))
    else:
        table = pd.DataFrame(
            {
                say("File"): frame["name"],
                say("Loaded at"): table_columns.local_times(frame["loaded_at"]),
                say("By"): table_columns.people(frame["who"]),
                say("Data"): [table_columns.capitalised(say_code(name)) for name in frame["table_name"]],
                say("Days"): [
                    numbers.date_range(row.first.date(), row.last.date(), language) for row in frame.itertuples()
                ],
                say("Records updated"): [numbers.number(count, language) for count in frame["updated"]],
                say("What changed"): [_changed(row) for row in frame.itertuples()],
            }
        )
        place = doors.table(
            table_columns.without_empty(table, say("By")),
            key="restatements",
            column_config=table_columns.right_aligned(say("Records updated")),
            alt=say("Restatements: changes to past figures by later files"),
        )
        if place is not None:
            row = frame.iloc[place]
            found = source_days.restated(row["table_name"], row["upload_id"])
            behind.records(store, escaped(row["name"]), found, name=f"{row['name']} {row['table_name']}")
    gone = coverage.withdrawals(store)
    if not gone.empty:
        with st.expander(say("Withdrawn uploads")):
            doors.frame(
                pd.DataFrame(
                    {
                        say("File"): gone["name"],
                        say("Records"): [numbers.number(count, language) for count in gone["kept"]],
                        say("Withdrawn at"): table_columns.local_times(gone["withdrawn_at"]),
                        say("By"): table_columns.people(gone["withdrawn_by"]),
                    }
                ),
                hide_index=True,
                alt=say("Withdrawn uploads"),
            )


def _changed(row) -> str:
    language = session.language()
    what = {"followers": say("followers"), "sentiment": say("negative mentions")}.get(
        row.table_name, say("engagements")
    )
    parts = []
    if row.changed:
        size = 0 if pd.isna(row.difference) else int(row.difference)
        sign = "+" if size > 0 else "−" if size < 0 else "±"
        parts.append(
            say_plural(
                "{what}: {count} record, {sign}{size} in total",
                "{what}: {count} records, {sign}{size} in total",
                int(row.changed),
                what=what,
                sign=sign,
                size=numbers.number(abs(size), language),
            )
        )
    if row.relabelled:
        parts.append(say_plural("sentiment: {count} record", "sentiment: {count} records", int(row.relabelled)))
    if row.others:
        parts.append(say_plural("other columns: {count} record", "other columns: {count} records", int(row.others)))
    return " · ".join(parts) or say("nothing: it says the same")
