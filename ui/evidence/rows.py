"""The rows behind a figure, or behind one of its parts, in place: as many as it counts, those that explain first."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from data.store import Store
from kpis.analysis import parts
from kpis.analysis.explanation import Explanation, Side
from kpis.lineage import part_rows, records
from kpis.lineage.mention_filter import Filter
from locales import numbers
from ui import doors, session, table_columns
from ui.evidence import address, source_records
from ui.session import say, say_plural
from ui.view import view as scope_view
from wording import explanation
from wording.markdown import escaped

FIELDS = ("channel", "source", "author")  # dimensions that a filter of the Mentions screen names exactly
SHOWN = ("published", "brand", "channel", "source", "author", "text", "sentiment", "rating", "is_answered", "engagement", "reach", "topic", "url", "file", "record")  # fmt: skip


def panel(store: Store, found: Explanation, by: str) -> Filter | None:
    """The rows of the selected part, else of the whole figure; returns the filter of the Mentions screen, if one fits."""
    kpi = found.kpi
    if kpi.parts["of"] not in parts.WITH_RECORDS:
        return None
    item = address.selected()
    side, count = _side(found, by, item)
    _heading(found, side, by, item, count)
    if item is not None:
        st.button(
            say("All rows of the figure"),
            icon=":material/arrow_back:",
            type="tertiary",
            key="evidence all rows",
            on_click=address.unselect,
        )
    if count:
        _page(store, found, side, by, item, count)
    return _filter(found, side, by, item)


def _side(found: Explanation, by: str, item: str | None) -> tuple[Side, int]:
    """The side whose rows are listed, and their number: the period before where the part has none now."""
    frame = found.parts[by]
    mine = frame if item is None else frame[frame["item"] == item]
    now = int(mine["rows"].sum())
    if found.before is None or found.before.periods > 1:
        return found.now, now
    earlier = int(mine["rows_before"].sum())
    label = {
        "now": f"{scope_view.dates(found.now.since, found.now.until)} · {numbers.number(now, session.language())}",
        "before": f"{scope_view.dates(found.before.since, found.before.until)} · {numbers.number(earlier, session.language())}",
    }
    chosen = st.segmented_control(
        say("Rows of"),
        ("now", "before"),
        default="now",
        required=True,
        format_func=label.__getitem__,
        label_visibility="collapsed",
        key="evidence side",
    )
    return (found.before, earlier) if chosen == "before" else (found.now, now)


def _heading(found: Explanation, side: Side, by: str, item: str | None, count: int) -> None:
    text = (
        say_plural("{count} mention counted", "{count} mentions counted", count)
        if found.kpi.parts["of"] == "mentions"
        else say_plural("{count} record counted", "{count} records counted", count)
    )
    whose = say("every brand compared") if found.kpi.across else found.brand
    what = whose if item is None else explanation.item_name(by, item, session.language())
    st.markdown(f"**{text}** · {escaped(what)} · {scope_view.dates(side.since, side.until)}")


def _page(store: Store, found: Explanation, side: Side, by: str, item: str | None, count: int) -> None:
    kpi = found.kpi
    keys = parts.records_of(store, kpi, side.windows[0], by, item)
    assert keys is not None
    place = st.container()
    pages = -(-count // part_rows.SIZE)
    number = 1
    if pages > 1:
        number = st.pagination(pages, key=f"evidence page {by} {item} {side.since}") or 1
    items = found.parts[by]["item"].head(50).tolist()
    rows = part_rows.page(store, kpi.parts["of"], keys, items=items, number=int(number), rising=_is_rising(found))
    with place:
        if kpi.parts["of"] == "mentions":
            _mentions(rows)
        else:
            table = source_records.in_words(rows)
            doors.frame(
                table, hide_index=True, column_config=table_columns.days(table), placeholder="–", alt=say("Rows")
            )


def _is_rising(found: Explanation) -> bool:
    """Whether the rows that add most explain: of a ratio that fell, those that add least do."""
    if found.before is None or found.kpi.class_ != "ratio" or found.kpi.across:
        return True
    return float(found.now.figure.value) >= float(found.before.figure.value)  # type: ignore[arg-type]


def _mentions(rows: pd.DataFrame) -> None:
    """Mentions; a selected one is shown whole below."""
    shown, columns = table_columns.mentions(rows)
    columns = {name: columns[name] for name in SHOWN if name in columns}
    event = doors.frame(
        shown,
        hide_index=True,
        column_order=list(columns),
        column_config=columns,
        placeholder="–",
        height=min(460, 38 + 35 * len(shown)),
        on_select="rerun",
        selection_mode="single-row",
        alt=say("Mentions"),
        key="evidence mentions",
    )
    for place in [one for one in event["selection"]["rows"] if one < len(rows)]:
        row = rows.iloc[place]
        with st.container(border=True):
            st.caption(say("File {file}, record {record}", file=escaped(row["file"]), record=int(row["record"])))
            for cell in (row["title"], row["text"]):
                if pd.notna(cell):
                    st.text(cell)


def _filter(found: Explanation, side: Side, by: str, item: str | None) -> Filter | None:
    """The filter of the Mentions screen that selects the same rows; None where no filter does."""
    one = side.windows[0]
    sample = records.mentions(found.kpi, one.scope, one.grain)
    if sample is None:
        return None
    sample = replace(sample, since=side.since, until=side.until)
    if item is None:
        return None if found.kpi.across else sample
    if item in (parts.NOT_GIVEN, parts.SEVERAL, parts.NOT_LISTED):
        return None
    if found.kpi.across:
        if by == "brand":
            return replace(sample, brand=item)
        if by == parts.CELL:
            brand, channel = item.split(parts.CELL_SEPARATOR, 1)
            return replace(sample, brand=brand, channel=(channel,))
        return None
    return replace(sample, **{by: (item,)}) if by in FIELDS else None  # type: ignore[arg-type]
