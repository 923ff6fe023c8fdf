"""What two audits of a query differ in, each row a door to its records."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.sentences import N_
from data.store import Store
from kpis.analysis.audit_changes import audit_changes, compared
from kpis.lineage import source_days
from kpis.lineage.source_days import Source
from locales import numbers
from ui import doors, session, table_columns
from ui.empty_state import nothing
from ui.evidence import behind
from ui.session import say, say_code, say_plural
from ui.view.view import View
from wording.markdown import escaped

SIGNS = {"positive": "▲", "neutral": "–", "negative": "▼", "mixed": "±", "unknown": "?"}
CHANGES = {
    "new": N_("+ new"),
    "worse": N_("▼ worse"),
    "gone": N_("− gone"),
    "better": N_("▲ better"),
}
LISTED = 30


def titles() -> dict[str, str]:
    """Kind of audit -> its title, in the order of the screen."""
    return {
        "result": say("First page of results"),
        "suggestion": say("Suggestions"),
        "answer": say("Answers of assistants"),
    }


def item_title(kind: str) -> str:
    """What one item of a kind is."""
    return {"result": say("Result"), "suggestion": say("Suggestion"), "answer": say("Statement")}[kind]


def changes(store: Store, view: View) -> None:
    """New, worse, gone and better items of the last two audits of each query; the negative ones first."""
    rows = audit_changes(store, view.brand, view.until)
    count = compared(store, view.brand, view.until)
    with st.container(border=True):
        told = say_plural("{count} query with two audits", "{count} queries with two audits", count)
        st.markdown(f"**{say('What changed since the audit before')}** :gray[· {told}]")
        if not count:
            nothing(say("Nothing to compare yet: a change is seen from the second audit of a query on."))
            return
        if rows.empty:
            nothing(say("No result, suggestion or answer changed."))
            return
        shown = rows.head(LISTED)
        language = session.language()
        place = doors.table(
            pd.DataFrame(
                {
                    say("Change"): [say(CHANGES[one]) for one in shown["change"]],
                    say("Item"): shown["item"],
                    say("Kind"): [item_title(one) for one in shown["kind"]],
                    say("Query"): shown["query"],
                    say("Engine"): shown["engine"],
                    say("Rank"): [
                        _before_and_now(_rank(row.rank_before, language), _rank(row.rank, language))
                        for row in shown.itertuples()
                    ],
                    say("Sentiment"): [
                        _before_and_now(_tone(row.sentiment_before), _tone(row.sentiment)) for row in shown.itertuples()
                    ],
                    say("Audits"): [
                        _before_and_now(*(numbers.day(one, language, pattern="d MMM y") for one in pair))
                        for pair in zip(shown["day_before"], shown["day"], strict=True)
                    ],
                }
            ),
            column_config=table_columns.right_aligned(say("Rank")),
            alt=say("What changed since the audit before"),
            key="audit changes",
            height="content",
        )
        if len(rows) > LISTED:
            st.caption(say("{count} more are not shown.", count=numbers.number(len(rows) - LISTED, language)))
    if place is not None:
        row = shown.iloc[place]
        records_of(store, view, row, kind=row["kind"], before=row["day_before"])


def records_of(store: Store, view: View, row: pd.Series, *, kind: str, before: object = None) -> None:
    """The records of the audit of a row, and of the one before it where that is named."""
    day = row["day"].date()
    first = day if before is None else pd.Timestamp(before).date()
    found = source_days.held(
        Source("search_audits", view.brand), first, day, query=row["query"], engine=row["engine"], kind=kind
    )
    behind.records(store, f"{titles()[kind]} · {escaped(row['query'])}", found, name=f"{view.brand} {kind} {day}")


def _before_and_now(before: str, now: str) -> str:
    if before == now or not before:
        return now
    return f"{before} → {now or '–'}"


def _rank(value: object, language: str) -> str:
    return "" if pd.isna(value) else numbers.number(value, language)


def _tone(code: object) -> str:
    return "" if pd.isna(code) else f"{SIGNS.get(code, '')} {say_code(code)}"
