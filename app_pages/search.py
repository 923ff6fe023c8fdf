"""Search and suggestions: sentiment of the first page of results and of the suggestions of search engines."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.store import Store
from kpis.analysis import top_lists as top_rows
from kpis.lineage import source_days
from kpis.lineage.source_days import Source
from locales import numbers
from ui import doors, session, table_columns
from ui.empty_state import nothing
from ui.evidence import behind
from ui.fence import fenced
from ui.figures import indicator_page
from ui.session import say, say_code
from ui.view.view import View
from wording.markdown import escaped

SIGNS = {"positive": "▲", "neutral": "–", "negative": "▼", "mixed": "±", "unknown": "?"}


def audits(store: Store, view: View) -> None:
    """Results, then suggestions, from the latest audit of each query."""
    rows = top_rows.audited(store, view.brand, view.until)
    for kind, title in (("result", say("First page of results")), ("suggestion", say("Suggestions"))):
        mine = rows[rows["kind"] == kind]
        with st.container(border=True):
            st.markdown(f"**{title}** :gray[· {say('latest audit of each query')}]")
            if mine.empty:
                nothing(say("No search audit includes them yet."))
            else:
                _table(store, view, mine, kind=kind, title=title)


def _table(store: Store, view: View, rows: pd.DataFrame, *, kind: str, title: str) -> None:
    """A row opens the results of its query, as the audit recorded them."""
    language = session.language()
    columns = {
        say("Day"): [numbers.day(one, language, pattern="d MMM y") for one in rows["day"]],
        say("Engine"): rows["engine"],
        say("Query"): rows["query"],
        say("Rank"): ["" if pd.isna(one) else numbers.number(one, language) for one in rows["rank"]],
        (say("Result") if kind == "result" else say("Suggestion")): rows["item"],
        say("Sentiment"): [f"{SIGNS.get(one, '')} {say_code(one)}" for one in rows["sentiment"]],
    }
    place = doors.table(
        pd.DataFrame(columns),
        column_config=table_columns.right_aligned(say("Rank")),
        alt=title,
        key=f"audit {kind}",
    )
    if place is not None:
        row = rows.iloc[place]
        day = row["day"].date()
        found = source_days.held(
            Source("search_audits", view.brand), day, day, query=row["query"], engine=row["engine"], kind=kind
        )
        behind.records(store, f"{title} · {escaped(row['query'])}", found, name=f"{view.brand} {kind} {day}")


store, view = indicator_page.begin(say("Search"))
line = indicator_page.kpi_cards(store, view, "search")
indicator_page.details(store, view, line)
fenced(say("First page of results"), lambda: audits(store, view))
