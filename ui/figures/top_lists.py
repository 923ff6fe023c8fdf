"""Drivers of the mentions of a period (sources, authors, words), and the most visible mentions and posts."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from data.personal import limits
from data.store import Store
from kpis.analysis import top_lists as top_rows
from kpis.lineage.mention_filter import Filter
from locales import numbers
from ui import doors, session, table_columns
from ui.empty_state import nothing
from ui.evidence import dialog
from ui.figures import breakdown, cached
from ui.session import say, say_code
from ui.view import view as scope_view
from ui.view.view import View

BY = ("source", "author", "term")
SHOWN = 8


def drivers(store: Store, view: View, *, kind: str = "all") -> None:
    """Sources, authors and words whose mentions changed most since the previous period."""
    words = {
        "all": say("Sources, authors and words that changed most"),
        "negative": say("Sources, authors and words of the negative mentions"),
        "sensitive": say("Sources, authors and words of the sensitive mentions"),
    }
    with st.container(border=True):
        st.markdown(f"**{words[kind]}** :gray[· {say('unique mentions')} · {scope_view.compared(view)}]")
        with st.grid(3, gap="medium", min_column_width=260):
            for by in BY:
                driver_table(store, view, by=by, kind=kind)
        shown = [cached.drivers(store, view, by=by, kind=kind).head(SHOWN) for by in BY]
        if any((rows["p"] < 0.05).any() for rows in shown):
            st.caption(say("✱ statistically significant difference, adjusted for the number of items examined."))
        elif any(rows["difference"].notna().any() for rows in shown):
            st.caption(say("None of these differences is statistically significant."))
        else:
            st.caption(say("The uploads do not fully cover both periods: counts are not compared."))


def driver_table(store: Store, view: View, *, by: str, kind: str = "all") -> None:
    """One table: item, mentions, change; ✱ marks a significant change."""
    rows = cached.drivers(store, view, by=by, kind=kind).head(SHOWN)
    head = {
        "source": say("Source"),
        "author": say("Author"),
        "term": say("Word"),
        "channel": say("Network"),
        "topic": say("Topic"),
    }[by]
    with st.container(gap=None, key=f"moved-{by}-{kind}"):
        if rows.empty and by == "term" and _texts_deleted(store, view):
            nothing(f"{head} · {say('The texts of these days were deleted by retention.')}")
            return
        if rows.empty:
            nothing(f"{head} · {say('No mentions in these days.')}")
            return
        table = pd.DataFrame(
            {
                head: [breakdown.item_name(by, str(item)) for item in rows["item"]],
                say("Mentions"): [numbers.number(one, session.language()) for one in rows["now"]],
            }
        )
        if rows["difference"].notna().any():
            table[say("Change")] = [_difference(row) for row in rows.itertuples()]
        place = doors.table(
            table,
            column_config=table_columns.right_aligned(say("Mentions"), say("Change")),
            alt=f"{head}: {say('mentions and change')}",
            key=f"table {by} {kind}",
            row_height=30,
        )
        if place is not None:
            dialog.go(_counted(view, by, str(rows["item"].iloc[place]), kind))


def _texts_deleted(store: Store, view: View) -> bool:
    """Whether retention deleted texts of the days shown, or of those compared with."""
    since = min(one.since for one in (view.period, view.compared) if one is not None)
    return limits.texts_deleted(store, since, view.until, (view.brand,)) is not None


def _counted(view: View, by: str, item: str, kind: str) -> Filter:
    """The filter of the mentions that a row counts."""
    wanted = Filter(view.brand, view.since, view.until, channel=view.channels, share="unique")
    if kind == "sensitive":
        wanted = replace(wanted, has=("sensitive_topic",))
    elif kind != "all":
        wanted = replace(wanted, sentiment=(kind,))
    return replace(wanted, q=f'"{item}"') if by == "term" else replace(wanted, **{by: (item,)})  # type: ignore[arg-type]


def _whole(rows: pd.DataFrame, event: dict) -> None:
    """The text of the selected row, whole."""
    for place in [one for one in event["selection"]["rows"] if one < len(rows)]:
        with st.container(border=True):
            st.text(rows["text"].iloc[place] or "–")


def mentions(store: Store, view: View, *, kind: str = "all") -> None:
    """The mentions with most engagements, then reach."""
    rows = top_rows.top_mentions(store, view.brand, view.period, kind=kind, channels=view.channels)
    with st.container(border=True):
        st.markdown(
            f"**{say('Most visible mentions')}** :gray[· {say('by engagements, then reach')} · {scope_view.week_dates(view)}]"
        )
        if rows.empty:
            nothing(say("No mentions in these days."))
            return
        language = session.language()
        event = doors.frame(
            rows.assign(
                day=[numbers.day(one, language, pattern="d MMM") for one in rows["day"]],
                channel=[say_code(code) for code in rows["channel"]],
                sentiment=[say_code(code) for code in rows["sentiment"]],
            ),
            hide_index=True,
            column_order=("day", "channel", "source", "author", "text", "sentiment", "engagement", "reach", "url"),
            column_config={
                "day": st.column_config.TextColumn(say("Day"), width=70),
                "channel": st.column_config.TextColumn(say("Network"), width=104),
                "source": st.column_config.TextColumn(say("Source"), width=132),
                "author": st.column_config.TextColumn(say("Author"), width=120),
                "text": st.column_config.TextColumn(say("Text"), width="large"),
                "sentiment": st.column_config.TextColumn(say("Sentiment"), width=80),
                "engagement": st.column_config.NumberColumn(say("Engagements"), format="localized", width=90),
                "reach": st.column_config.NumberColumn(say("Reach"), format="localized", width=90),
                "url": st.column_config.LinkColumn(say("Address"), display_text=say("open"), width=70),
            },
            alt=say("Most visible mentions"),
            key=f"top mentions {kind}",
            placeholder="–",
            on_select="rerun",
            selection_mode="single-row",
        )
        _whole(rows, event)


def posts(store: Store, view: View) -> None:
    """Our own posts with most engagements."""
    rows = top_rows.top_posts(store, view.brand, view.period, channels=view.channels)
    with st.container(border=True):
        st.markdown(
            f"**{say('Most engaging posts')}** :gray[· {say('by engagements')} · {scope_view.week_dates(view)}]"
        )
        if rows.empty:
            nothing(say("No posts in these days."))
            return
        language = session.language()
        event = doors.frame(
            rows.assign(
                day=[numbers.day(one, language, pattern="d MMM") for one in rows["day"]],
                channel=[say_code(code) for code in rows["channel"]],
            ),
            hide_index=True,
            column_config={
                "day": st.column_config.TextColumn(say("Day"), width=70),
                "channel": st.column_config.TextColumn(say("Network"), width=90),
                "text": st.column_config.TextColumn(say("Text"), width="large"),
                "engagement": st.column_config.NumberColumn(say("Engagements"), format="localized", width=90),
                "comments": st.column_config.NumberColumn(say("Comments"), format="localized", width=90),
                "shares": st.column_config.NumberColumn(say("Shares"), format="localized", width=80),
                "reach": st.column_config.NumberColumn(say("Reach"), format="localized", width=90),
                "url": st.column_config.LinkColumn(say("Address"), display_text=say("open"), width=70),
            },
            alt=say("Most engaging posts"),
            key="top posts",
            placeholder="–",
            on_select="rerun",
            selection_mode="single-row",
        )
        _whole(rows, event)


def _difference(row) -> str:
    """'+12', '−3 ✱': the star marks a significant difference."""
    if numbers.is_missing(row.difference):
        return ""
    language = session.language()
    decimals = 0 if float(row.difference).is_integer() else 1
    text = numbers.signed(numbers.number(row.difference, language, decimals=decimals), row.difference)
    return f"{text} ✱" if row.p < 0.05 else text
