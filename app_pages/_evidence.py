"""The evidence of a figure: what it means, how it was computed, on what, and the way to the rows behind it."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd
import streamlit as st

from app_pages import _address, _amounts, _figures, _scope, _session
from app_pages._scope import View
from app_pages._session import plain, said, say
from data.store import Store
from kpis import compute as computing
from kpis.compute import Scope
from kpis.scorecard import Line
from locales import numbers

# which mentions a KPI counts: names and codes of the Mentions screen's filters
ROWS_BEHIND = {
    "mention_volume": {},
    "mention_volume_unique": {"unique": "1"},
    "earned_coverage": {"unique": "1", "kind": "press,blog"},
    "share_of_voice": {"unique": "1"},
    "net_sentiment_score": {"unique": "1", "sentiment": "positive,neutral,negative"},
    "negative_share": {"unique": "1", "sentiment": "negative"},
    "sentiment_unknown_rate": {"unique": "1", "sentiment": "unknown"},
    "unique_authors": {"unique": "1"},
}
FILTERS = ("channel", "kind", "sentiment", "unique", "q", "page")


def show(store: Store, line: Line, seen: View) -> None:
    """Open the evidence of a figure."""

    @st.dialog(line.kpi.title[_session.language()], width="large")
    def evidence() -> None:
        _value(line, seen)
        _definition(line)
        _history(line)
        _statement(line, seen)
        _rows(line, seen)

    evidence()


def definition(kpi) -> None:
    """Question, formula, what is better, and the article's sentence."""
    spoken = _session.language()
    st.markdown(f"*{plain(kpi.question[spoken])}*")
    st.markdown(f":gray[{say('Formula')}] {plain(kpi.formula[spoken])}")
    for quote in _figures.article(kpi):
        st.markdown(f"> « {plain(quote)} »")


def _definition(line: Line) -> None:
    definition(line.kpi)


def _value(line: Line, seen: View) -> None:
    from app_pages._cards import status

    spoken = _session.language()
    st.markdown(
        f"### {_amounts.amount(line.value, line.kpi, spoken, n=line.n)} :gray[:small[{_scope.week_dates(seen)} · {plain(seen.brand)}]]",
        anchors=False,
    )
    wanted = _amounts.target(line, spoken)
    target = f" · {say('target {target}', target=wanted)}" if wanted else ""
    st.markdown(
        f"{status(_amounts.standing(line))}{target} · {_amounts.sample(line.n, line.low, line.high, line.kpi, spoken)}"
    )
    if line.verdict.reason is not None:
        st.caption(plain(said(line.verdict.reason)))


def _history(line: Line) -> None:
    spoken = _session.language()
    table = pd.DataFrame(
        {
            say("Week of"): [numbers.day(row.period, spoken, pattern="d MMM y") for row in line.history.itertuples()],
            say("Value"): [_amounts.amount(row.value, line.kpi, spoken, n=row.n) for row in line.history.itertuples()],
            say("Sample"): [
                _amounts.sample(row.n, row.low, row.high, line.kpi, spoken) for row in line.history.itertuples()
            ],
            say("Days covered"): [f"{row.covered_days}/{row.days}" for row in line.history.itertuples()],
        }
    )
    with st.expander(say("The 13 weeks as a table")):
        st.dataframe(table, hide_index=True, alt=say("The 13 weeks as a table"))


def _statement(line: Line, seen: View) -> None:
    scope = Scope(
        since=seen.since, until=seen.since + timedelta(days=6), brands=(seen.brand,), today=seen.today, role=seen.role
    )
    grain = "four weeks" if line.kpi.weeks == 4 else "week"
    sql, parameters = computing.statement(line.kpi, scope, grain, "brand")
    with st.expander(say("The SQL as it was run")):
        st.code(sql, language="sql")
        st.json(parameters, expanded=False)


def _rows(line: Line, seen: View) -> None:
    if line.kpi.id not in ROWS_BEHIND:
        return
    if st.button(
        say("The mentions behind this figure"), icon=":material/list:", type="primary", key=f"rows {line.kpi.id}"
    ):
        for name in FILTERS:
            _address.put(name, ROWS_BEHIND[line.kpi.id].get(name))
        _address.put("brand", seen.brand)
        _address.put("since", seen.since.isoformat())
        _address.put("until", seen.until.isoformat())
        st.switch_page("app_pages/mentions.py")
