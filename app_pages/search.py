"""Search and suggestions: sentiment of the first page of results and of the suggestions of search engines."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.store import Store
from kpis.analysis import top_lists as top_rows
from locales import numbers
from ui import session, table_columns
from ui.empty_state import nothing
from ui.fence import fenced
from ui.figures import indicator_page
from ui.session import say, say_code
from ui.view.view import View

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
                _table(mine, kind=kind, title=title)


def _table(rows: pd.DataFrame, *, kind: str, title: str) -> None:
    language = session.language()
    columns = {
        say("Day"): [numbers.day(one, language, pattern="d MMM y") for one in rows["day"]],
        say("Engine"): rows["engine"],
        say("Query"): rows["query"],
        say("Rank"): ["" if pd.isna(one) else numbers.number(one, language) for one in rows["rank"]],
        (say("Result") if kind == "result" else say("Suggestion")): rows["item"],
        say("Sentiment"): [f"{SIGNS.get(one, '')} {say_code(one)}" for one in rows["sentiment"]],
    }
    st.dataframe(
        pd.DataFrame(columns),
        hide_index=True,
        column_config=table_columns.right_aligned(say("Rank")),
        alt=title,
        key=f"audit {kind}",
    )


store, view = indicator_page.begin(say("Search"))
line = indicator_page.kpi_cards(store, view, "search")
indicator_page.details(store, view, line)
fenced(say("First page of results"), lambda: audits(store, view))
