"""Mentions: the rows behind a figure, with the file and record that each came from."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from app_pages import _address, _figures, _rows, _scope, _session
from app_pages._session import plain, say, say_code, say_plural
from locales import numbers

SENTIMENTS = ("positive", "neutral", "negative", "mixed", "unknown")

store = _session.store()
spoken = _session.language()


def listed(name: str, known: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """The known codes among those that the URL names."""
    return tuple(code for code in _address.read(name).split(",") if code in known)


def choose(label: str, name: str, known: list[str], *, width: int) -> None:
    """Several codes, kept in the URL."""
    key = f"filter {name}"
    st.session_state[key] = list(listed(name, known))
    st.multiselect(
        label,
        known,
        key=key,
        format_func=lambda code: say_code(code),
        placeholder=say("All"),
        width=width,
        on_change=lambda: (_address.put(name, ",".join(st.session_state[key])), _address.put("page", None)),
    )


def choose_days() -> None:
    """Keep whole date ranges; a range half picked waits."""
    picked = st.session_state["filter days"]
    if len(picked) == 2:
        _address.put("since", picked[0].isoformat())
        _address.put("until", picked[1].isoformat())
        _address.put("page", None)


def forget_filters() -> None:
    """Show every mention of the brand and the days."""
    for name in ("channel", "kind", "sentiment", "unique", "q", "page"):
        _address.put(name, None)


seen = _scope.days_view(store)
days = (seen.since, seen.until)
_scope.bar(store, say("Mentions · {brand}", brand=plain(seen.brand)), seen=seen, what=("brand",))

reach = _rows.Filter(seen.brand, *days)
with st.container(horizontal=True, vertical_alignment="bottom"):
    st.session_state["filter days"] = days
    st.date_input(
        say("Days"),
        key="filter days",
        on_change=choose_days,
        format="DD/MM/YYYY" if spoken == "fr" else "YYYY-MM-DD",
        width=230,
    )
    choose(say("Networks"), "channel", _rows.values(store, "channel", reach), width=200)
    choose(say("Kinds of source"), "kind", _rows.values(store, "source_type", reach), width=180)
    choose(say("Sentiments"), "sentiment", list(SENTIMENTS), width=200)
    st.session_state["filter q"] = _address.read("q")
    st.text_input(
        say("Text contains"),
        key="filter q",
        width=200,
        on_change=lambda: (_address.put("q", st.session_state["filter q"]), _address.put("page", None)),
    )
    st.session_state["filter unique"] = _address.read("unique") == "1"
    st.toggle(
        say("Unique only"),
        key="filter unique",
        help=_figures.folding_rule(),
        on_change=lambda: (
            _address.put("unique", "1" if st.session_state["filter unique"] else None),
            _address.put("page", None),
        ),
    )

wanted = _rows.Filter(
    seen.brand,
    *days,
    channels=listed("channel", _rows.values(store, "channel", reach)),
    kinds=listed("kind", _rows.values(store, "source_type", reach)),
    sentiments=listed("sentiment", SENTIMENTS),
    unique=_address.read("unique") == "1",
    contains=_address.read("q"),
)
total = _rows.count(store, wanted)
pages = max(1, -(-total // _rows.PAGE))
asked = _address.read("page")
number = min(pages, max(1, int(asked))) if asked.isdecimal() else 1

with st.container(horizontal=True, vertical_alignment="center"):
    st.markdown(
        f"**{say_plural('{count} mention', '{count} mentions', total)}** · {numbers.date_range(*days, spoken)}",
        width="stretch",
    )
    st.button(say("Clear the filters"), on_click=forget_filters, type="tertiary")
    st.download_button(
        say("These rows as CSV"),
        lambda: _rows.as_csv(store, wanted),
        file_name=f"mentions-{days[0]}-{days[1]}.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
    )

if not total:
    st.info(say("No mention passes these filters. Widen the days, or clear the filters."))
else:
    rows = _rows.page(store, wanted, number=number)
    shown = rows.assign(
        channel=[say_code(code) for code in rows["channel"]],
        sentiment=[say_code(code) for code in rows["sentiment"]],
        text=[body if pd.notna(body) else title for body, title in zip(rows["text"], rows["title"], strict=True)],
    )
    columns = {
        "published": st.column_config.DatetimeColumn(
            say("Published"), format="DD/MM/YYYY HH:mm" if spoken == "fr" else "YYYY-MM-DD HH:mm", width="small"
        ),
        "channel": st.column_config.TextColumn(say("Network"), width="small"),
        "source": st.column_config.TextColumn(say("Source"), width="small"),
        "author": st.column_config.TextColumn(say("Author"), width="small"),
        "text": st.column_config.TextColumn(say("Text"), width="large"),
        "sentiment": st.column_config.TextColumn(say("Sentiment"), width="small"),
        "reach": st.column_config.NumberColumn(say("Reach"), format="localized"),
        "engagement": st.column_config.NumberColumn(say("Engagements"), format="localized"),
        "topic": st.column_config.TextColumn(say("Topic")),
        "url": st.column_config.LinkColumn(say("Address"), display_text=say("open"), width="small"),
        "file": st.column_config.TextColumn(say("File")),
        "record": st.column_config.NumberColumn(say("Record"), format="%d"),
    }
    event = st.dataframe(
        shown,
        column_order=list(columns),
        column_config=columns,
        hide_index=True,
        height=460,
        on_select="rerun",
        selection_mode="single-row",
        key=f"rows {wanted} {number}",
        placeholder="–",
        alt=say("Mentions"),
    )
    if pages > 1:
        key = f"choose page {wanted} {number}"
        st.pagination(
            pages, default=number, key=key, on_change=lambda: _address.put("page", str(st.session_state[key]))
        )

    chosen = event["selection"]["rows"]
    if chosen:
        row = rows.iloc[chosen[0]]
        with st.container(border=True):
            st.caption(say("From {file}, record {record}", file=plain(row["file"]), record=int(row["record"])))
            for part in (row["title"], row["text"]):
                if pd.notna(part):
                    st.text(part)
