"""Records behind a figure: a page of rows with file and record number, their files, and a download."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.store import Store
from kpis.lineage import records as evidence_records
from kpis.lineage.records import Query, Records
from loaders.recognition.catalogue import formats
from locales import numbers
from ui import doors, session, table_columns
from ui.empty_state import nothing
from ui.mentions import download
from ui.session import say, say_code, say_plural
from wording.markdown import escaped

SIZE = 20
_CODED = ("channel", "kind", "sentiment", "last_sentiment", "table_name", "source_type", "metric")
_KEYS = ("author_key", "platform_id")


def records(store: Store, one: Records, *, name: str) -> None:
    """The rows of one table, paged, and the files that they came from."""
    total = int(store.value(*one.count))
    text = say_plural("{count} record behind this figure", "{count} records behind this figure", total)
    cases = int(store.value(*one.cases))
    if cases != total:
        text += f" · n{numbers.NBSP}={numbers.NBSP}{numbers.number(cases, session.language())}"
    st.markdown(f"**{table_columns.capitalised(say_code(one.table))}** · {text}")
    if not total:
        nothing(say("No records in these days: the figure is missing, or is 0 because the uploads cover them."))
        return
    key = f"evidence {one.table}"
    number = 1
    pages = -(-total // SIZE)
    rows_container = st.container()
    if pages > 1:
        number = st.pagination(pages, key=f"{key} page") or 1
    with rows_container:
        table = in_words(evidence_records.page(store, one.rows, number=int(number), size=SIZE))
        doors.frame(
            table,
            hide_index=True,
            column_config=table_columns.days(table),
            placeholder="–",
            alt=say_code(one.table),
            key=f"{key} rows",
        )
    files(store, one.files, key=key)
    _filled(store, one.filled)
    with st.container(horizontal=True, gap="small"):
        download.offer(store, one.rows, rows=total, name=f"{name}_{one.table}", key=key)


def _filled(store: Store, query: Query) -> None:
    """The cells that the records' own files do not state, and the files that do."""
    found = store.frame(*query)
    if not found.empty:
        listed = ", ".join(
            f"{say_code(row.column_name)} ({numbers.number(row.cells, session.language())}, {row.file})"
            for row in found.itertuples()
        )
        st.caption(
            escaped(say("Cells that these files do not state are those of other uploads: {cells}.", cells=listed))
        )


def files(store: Store, query: Query, *, key: str) -> None:
    """One row per file: number of rows, first and last record."""
    found = store.frame(*query)
    if found.empty:
        return
    language = session.language()
    table = pd.DataFrame(
        {
            say("File"): found["file"],
            say("Sheet or file in the zip"): found["part"].where(found["part"] != "", None),
            say("Format"): [format_title(one) for one in found["format"]],
            say("Rows"): [numbers.number(count, language) for count in found["rows"]],
            say("Records"): [
                f"{numbers.number(row.first_record, language)} – {numbers.number(row.last_record, language)}"
                for row in found.itertuples()
            ],
            say("Loaded at"): table_columns.local_times(found["loaded_at"]),
            say("By"): table_columns.people(found["who"]),
        }
    )
    label = say_plural("{count} source file", "{count} source files", len(found))
    with st.expander(label):
        doors.frame(
            table_columns.without_empty(table.dropna(axis=1, how="all"), say("By")),
            hide_index=True,
            column_config=table_columns.right_aligned(say("Rows"), say("Records")),
            alt=label,
            key=f"{key} files",
        )


def in_words(frame: pd.DataFrame) -> pd.DataFrame:
    """Records for display: empty columns dropped, codes as labels, days without a time, moments in our time zone."""
    kept = frame.drop(columns=[name for name in _KEYS if name in frame]).dropna(axis=1, how="all")
    for name in kept.columns:
        if name in _CODED:
            kept[name] = [say_code(code) if isinstance(code, str) else None for code in kept[name]]
        elif name == "format":
            kept[name] = [format_title(code) if isinstance(code, str) else None for code in kept[name]]
        elif name in ("day", "last_day", "covered_from", "covered_to", "lost") and hasattr(kept[name], "dt"):
            kept[name] = kept[name].dt.date
        elif name.endswith("_at") and hasattr(kept[name], "dt"):
            kept[name] = table_columns.local_moments(kept[name])
    if "part" in kept and (kept["part"] == "").all():
        kept = kept.drop(columns=["part"])
    return kept.rename(columns={name: _heading(name) for name in kept.columns})


def _heading(name: str) -> str:
    """The label of a column on a screen, whose times are local; files that leave keep UTC, and say so."""
    return table_columns.capitalised(say_code(name).removesuffix("(UTC)").rstrip())


def format_title(name: str) -> str:
    """The title of a format; an unknown id is returned unchanged."""
    found = formats().get(name)
    return found.title[session.language()] if found else name
