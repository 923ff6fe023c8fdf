"""The evidence of a figure: definition, value, history, SQL, the records that it counts and their files."""

from __future__ import annotations

import json

import pandas as pd
import streamlit as st

from data.store import Store
from kpis import compute as computing
from kpis.analysis import period_scorecard
from kpis.catalogue import Kpi
from kpis.engine.scope import Scope
from kpis.lineage import mention_filter, mentions, records
from kpis.lineage.mention_filter import Filter
from kpis.objectives.scorecard import Line
from locales import numbers
from reports import mentions_file
from ui import session
from ui.evidence import source_records
from ui.figures import badge, cached
from ui.session import say, say_plural, say_sentence
from ui.view import url
from ui.view import view as scope_view
from ui.view.view import View
from wording import amounts
from wording.markdown import escaped

LONGEST = 12  # most values shown of a list parameter


def show(store: Store, line: Line, view: View) -> None:
    """Open the evidence of a figure."""

    @st.dialog(line.kpi.title[session.language()], width="large")
    def evidence() -> None:
        scope, grain = period_scorecard.window(line.kpi, view.look)
        _value(line, view)
        definition(line.kpi)
        _history(line, view)
        _statement(store, line.kpi, scope, grain)
        _exception(line.kpi)
        _mentions(store, line.kpi, scope, grain)
        for one in records.records(line.kpi, scope, grain):
            source_records.records(store, one, name=mentions_file.name(view.brand, line.kpi.id, view.since, view.until))

    evidence()


def definition(kpi: Kpi) -> None:
    """Question, formula and sentences of the article."""
    language = session.language()
    st.markdown(f"*{escaped(kpi.question[language])}*")
    st.markdown(f":gray[{say('Formula')}] {escaped(kpi.formula[language])}")
    for quote in cached.article(kpi):
        st.markdown(f"> « {escaped(quote)} »")


def _value(line: Line, view: View) -> None:
    language = session.language()
    st.markdown(
        f"## {amounts.figure(line, language)} :gray[:small[{scope_view.week_dates(view)} · {escaped(view.brand)}]]",
        anchors=False,
    )
    wanted = amounts.target(line, language)
    sample = amounts.sample(line.n, line.low, line.high, line.kpi, language)
    parts = (badge.status(amounts.status(line)), say("target {target}", target=wanted) if wanted else "", sample)
    st.markdown(" · ".join(one for one in parts if one))
    if line.verdict.reason is not None:
        st.caption(escaped(say_sentence(line.verdict.reason)))


def _history(line: Line, view: View) -> None:
    language = session.language()
    first = say("Week of") if view.period.grain == "week" else say("From")
    table = pd.DataFrame(
        {
            first: [numbers.day(row.period, language, pattern="d MMM y") for row in line.history.itertuples()],
            say("Value"): [amounts.amount(row.value, line.kpi, language, n=row.n) for row in line.history.itertuples()],
            say("Sample"): [
                amounts.sample(row.n, row.low, row.high, line.kpi, language) for row in line.history.itertuples()
            ],
            say("Days covered"): [f"{row.covered_days}/{row.days}" for row in line.history.itertuples()],
        }
    )
    with st.expander(say("The history as a table")):
        st.dataframe(table, hide_index=True, alt=say("The history as a table"))


def _statement(store: Store, kpi: Kpi, scope: Scope, grain: str) -> None:
    """The SQL as run, with the values of its parameters."""
    with st.expander(say("SQL as run"), on_change="rerun", key=f"sql {kpi.id}") as opened:
        if not opened.open:
            return
        sql, parameters = computing.statement(store, kpi, scope, grain=grain)
        st.code(sql, language="sql")
        st.caption(say("Parameter values"))
        st.code(_parameters_text(parameters), language="json")


def _parameters_text(parameters: dict[str, object]) -> str:
    def short(value: object) -> object:
        if isinstance(value, list) and len(value) > LONGEST:
            return [*value[:LONGEST], f"… {len(value)}"]
        return value

    return json.dumps(
        {name: short(value) for name, value in parameters.items()}, ensure_ascii=False, default=str, indent=1
    )


def _exception(kpi: Kpi) -> None:
    """Why the number of rows listed differs from n, if it does."""
    if kpi.evidence == "numerator":
        st.caption(
            say(
                "The mentions of this brand are listed; n counts those of every brand compared, on the days that all of "
                "them cover."
            )
        )
    elif kpi.evidence:
        st.caption(escaped(kpi.evidence[session.language()]))


def _mentions(store: Store, kpi: Kpi, scope: Scope, grain: str) -> None:
    """The number of mentions counted, their files, and links to the Mentions screen."""
    found = records.listed(kpi, scope, grain)
    if found is None:
        return
    wanted, whole = found
    total, every = (sum(count for _, count in mentions.daily(store, one)) for one in (wanted, whole))
    text = say_plural("{count} mention behind this figure", "{count} mentions behind this figure", total)
    if total != every:
        text += f", {say('among {count}', count=numbers.number(every, session.language()))}"
    st.markdown(
        f"**{text}** · {escaped(wanted.brand)} · {numbers.date_range(wanted.since, wanted.until, session.language())}"
    )
    source_records.files(store, records.files_of(wanted if total else whole), key=f"mentions {kpi.id}")
    with st.container(horizontal=True, gap="small"):
        if total and st.button(
            say("The mentions behind this figure"), icon=":material/list:", type="primary", key=f"rows {kpi.id}"
        ):
            _go(wanted)
        if total != every and st.button(say("The mentions of the denominator"), type="tertiary", key=f"all {kpi.id}"):
            _go(whole)


def _go(wanted: Filter) -> None:
    """Open the Mentions screen with this filter."""
    for name, text in mention_filter.as_address(wanted).items():
        url.put(name, text)
    url.put("page", None)
    url.put("brand", wanted.brand)
    url.put("since", wanted.since.isoformat())
    url.put("until", wanted.until.isoformat())
    st.switch_page("app_pages/mentions.py")
