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
from ui import session, table_columns
from ui.empty_state import nothing
from ui.fence import fenced
from ui.mentions import correction_form, download, filter_bar
from ui.session import say, say_code, say_plural
from ui.view import scope_bar, url
from ui.view import view as scope_view
from wording.markdown import escaped

SHOWN = 46  # characters of a text in the table, as wide as its column


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
    coded = {
        name: [say_code(code) if pd.notna(code) else None for code in rows[name]]
        for name in ("channel", "sentiment", "topic")
    }
    shown = rows.assign(
        **coded,
        corrected=[correction_form.summary(row) or None for row in rows.itertuples()],
        text=[
            shortened(body if pd.notna(body) else title)
            for body, title in zip(rows["text"], rows["title"], strict=True)
        ],
    )
    text, number = st.column_config.TextColumn, st.column_config.NumberColumn
    columns = {
        "published": st.column_config.DatetimeColumn(
            say("Published"), format=f"{session.day_format()} HH:mm", width=132
        ),
        "channel": text(say("Network"), width=92),
        "source": text(say("Source"), width=110),
        "author": text(say("Author"), width=110),
        "text": text(say("Text"), width=330),
        "sentiment": text(say("Sentiment"), width=92),
        "corrected": text(say("Corrected"), width="small"),
        "topic": text(say("Topic"), width="small"),
        "reach": number(say("Reach"), format="localized", width="small"),
        "engagement": number(say("Engagements"), format="localized", width=98),
        "language": text(say("Language"), width=86),
        "country": text(say("Country"), width=60),
        "url": st.column_config.LinkColumn(say("Address"), display_text=say("open"), width="small"),
        "file": text(say("File")),
        "record": number(say("Record"), format="%d"),
    }
    if shown["corrected"].isna().all():
        del columns["corrected"]
    event = st.dataframe(
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


def shortened(text: object) -> str | None:
    """The beginning of a text that its column can show, with an ellipsis where it is cut; a selected row shows it whole."""
    if pd.isna(text):
        return None
    one = " ".join(str(text).split())
    return one if len(one) <= SHOWN else f"{one[: SHOWN - 1].rstrip()}…"


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
            st.dataframe(cells, hide_index=True, alt=say("Other columns of the file"))


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
