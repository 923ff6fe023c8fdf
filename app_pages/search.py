"""Search, suggestions and assistants: what they show of the brand, what changed since the audit before, and the cases."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.access.acting import ANALYST
from data.store import Store
from kpis.analysis import top_lists as top_rows
from locales import numbers
from ui import doors, session, table_columns
from ui.audits import audit, cases
from ui.empty_state import nothing
from ui.fence import fenced
from ui.figures import indicator_page
from ui.locked import for_role
from ui.session import say, say_code
from ui.view.view import View


def audits(store: Store, view: View) -> None:
    """Results, suggestions and answers, from the latest audit of each query."""
    rows = top_rows.audited(store, view.brand, view.until)
    for kind, title in audit.titles().items():
        mine = rows[rows["kind"] == kind]
        if kind == "answer" and mine.empty:
            continue
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
        audit.item_title(kind): rows["item"],
        say("Sentiment"): [f"{audit.SIGNS.get(one, '')} {say_code(one)}" for one in rows["sentiment"]],
    }
    place = doors.table(
        pd.DataFrame(columns),
        column_config=table_columns.right_aligned(say("Rank")),
        alt=title,
        key=f"audit {kind}",
    )
    if place is not None:
        audit.records_of(store, view, rows.iloc[place], kind=kind)


store, view = indicator_page.begin(say("Search"))
line = indicator_page.kpi_cards(store, view, "search")
indicator_page.details(store, view, line)
fenced(say("What changed since the audit before"), lambda: audit.changes(store, view))
fenced(say("First page of results"), lambda: audits(store, view))
with for_role(ANALYST, "cases"):
    fenced(say("Cases"), lambda: cases.show(store, view))
