"""Mentions: the rows behind a figure, to search, filter, correct and download, each with its file and record."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from data.decisions import extra_columns
from data.store import Store, time_zone
from kpis.lineage import mentions, records
from kpis.lineage.mention_filter import SORTS, Filter
from locales import numbers
from reports import mentions_file
from ui import doors, session, table_columns
from ui.empty_state import nothing
from ui.fence import fenced
from ui.mentions import correction_form, download, filter_bar
from ui.session import say, say_code, say_plural
from ui.view import scope_bar, url
from ui.view import view as scope_view
from wording.markdown import escaped

ORDER = (
    "published", "channel", "source", "author", "text", "sentiment", "rating", "is_answered", "corrected", "topic",
    "reach", "engagement", "language", "country", "url", "file", "record",
)  # fmt: skip


def order_names() -> dict[str, str]:
    """The sort orders, as labels."""
    return {
        "newest": say("Newest first"),
        "oldest": say("Oldest first"),
        "reach": say("Widest reach first"),
        "engagement": say("Most engagements first"),
        "followers": say("Most followed authors first"),
    }


@st.cache_data(max_entries=200, show_spinner=False)
def counted(path: str, version: int, wanted: Filter, *, _store: Store) -> list:
    """Matching mentions per day, cached per store version."""
    return mentions.daily(_store, wanted)


def head(store: Store, wanted: Filter, total: int) -> None:
    """Count and active filters, sort order, downloads."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        filters = filter_bar.chips(store, wanted)
        days = numbers.date_range(wanted.since, wanted.until, session.language())
        st.markdown(
            f"**{say_plural('{count} mention', '{count} mentions', total)}** · {days}"
            + (f" · {filters}" if filters else ""),
            width="stretch",
        )
        filter_bar.named_filters(store)
        st.button(say("Clear the filters"), on_click=filter_bar.clear, type="tertiary")
        st.session_state["filter sort"] = wanted.sort
        st.selectbox(
            say("Order"),
            SORTS,
            key="filter sort",
            format_func=order_names().__getitem__,
            label_visibility="collapsed",
            width=222,
            on_change=lambda: (url.put("sort", st.session_state["filter sort"]), url.put("page", None)),
        )
        if total:
            name = mentions_file.name(wanted.brand, "mentions", wanted.since, wanted.until)
            download.offer(store, mentions.everything(wanted, time_zone(store)), rows=total, name=name, key="mentions")


def table(rows: pd.DataFrame, *, key: str):
    """One page of rows; returns the selected ones."""
    shown, columns = table_columns.mentions(rows)
    shown["corrected"] = [correction_form.summary(row) or None for row in rows.itertuples()]
    columns["corrected"] = st.column_config.TextColumn(say("Corrected"), width="small")
    columns = {
        name: columns[name]
        for name in ORDER
        if name in columns and (name != "corrected" or shown["corrected"].notna().any())
    }
    event = doors.frame(
        shown,
        column_order=list(columns),
        column_config=columns,
        hide_index=True,
        height=min(460, 38 + 35 * len(shown)),
        on_select="rerun",
        selection_mode="multi-row",
        key=key,
        placeholder="–",
        alt=say("Mentions"),
    )
    return rows.iloc[[one for one in event["selection"]["rows"] if one < len(rows)]]


def whole(store: Store, row: pd.Series) -> None:
    """One mention in full, as text, with the unused columns of its record if they are stored."""
    with st.container(border=True):
        st.caption(say("File {file}, record {record}", file=escaped(row["file"]), record=int(row["record"])))
        for part in (row["title"], row["text"]):
            if pd.notna(part):
                st.text(part)
        if pd.notna(row["url"]):
            st.link_button(say("Open the page"), row["url"], icon=":material/open_in_new:")
        filled = records.filled_cells(store, row["upload_id"], row["part"], int(row["record"]))
        for cell in filled.itertuples():
            st.caption(
                escaped(
                    say(
                        "{column}: as in {file}, record {record}",
                        column=table_columns.capitalised(say_code(cell.column_name)),
                        file=cell.file,
                        record=int(cell.record),
                    )
                )
            )
        others = extra_columns.of_record(store, row["upload_id"], row["part"], int(row["record"]))
        if others:
            cells = pd.DataFrame({say("Column"): list(others), say("In the file"): list(others.values())})
            doors.frame(cells, hide_index=True, alt=say("Other columns of the file"))


store = session.store()
view = scope_view.days_view(store)
scope_bar.bar(store, say("Mentions · {brand}", brand=escaped(view.brand)), view=view, what=("brand",))
wanted = filter_bar.filter_of_url(view)
fenced(say("More filters"), lambda: filter_bar.bar(store, view, wanted))
days = counted(str(store.path), store.version, wanted, _store=store)
total = sum(count for _, count in days)
pages = max(1, -(-total // mentions.PAGE))
asked = url.read("page")
number = min(pages, max(1, int(asked))) if asked.isdecimal() and len(asked) < 10 else 1
fenced(say("Order"), lambda: head(store, wanted, total))

if not total:
    nothing(say("No mentions match these filters. Widen the days, or clear the filters."))
else:
    chosen = fenced(
        say("Mentions"),
        lambda: table(
            mentions.page(store, wanted, number=number, days=days), key=f"rows {wanted} {number} {store.version}"
        ),
    )
    if pages > 1:
        key = f"choose page {wanted} {number}"
        st.pagination(pages, default=number, key=key, on_change=lambda: url.put("page", str(st.session_state[key])))
    if chosen is not None and chosen.empty:
        st.caption(say("Select rows to read them in full, or to correct their sentiment or topic."))
    elif chosen is not None:
        fenced(say("Correct"), lambda: correction_form.form(store, chosen))
        for _, one in chosen.head(3).iterrows():
            fenced(
                say("File {file}, record {record}", file=one["file"], record=int(one["record"])),
                partial(whole, store, one),
            )
