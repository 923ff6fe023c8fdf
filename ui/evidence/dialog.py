"""The evidence of a figure: an answer first (why it is so, why it moved, its rows), then what the answer rests on."""

from __future__ import annotations

import json
from dataclasses import replace

import pandas as pd
import streamlit as st

from data.store import Store
from kpis import compute as computing
from kpis.analysis import period_scorecard
from kpis.analysis.explanation import Explanation
from kpis.catalogue import Kpi, catalogue
from kpis.engine.scope import Scope
from kpis.lineage import mention_filter, mentions, records
from kpis.lineage.mention_filter import Filter
from kpis.objectives.scorecard import Line
from locales import numbers
from reports import mentions_file
from ui import doors, session, sign_in
from ui.evidence import address, answer, decomposition, rows, source_records
from ui.evidence.address import Opened
from ui.fence import fenced
from ui.figures import cached
from ui.report import copied
from ui.session import say, say_code, say_plural
from ui.view import url
from ui.view.view import View
from wording import amounts
from wording.markdown import escaped

LONGEST = 12  # most values shown of a list parameter


def show(store: Store, line: Line, view: View, *, by: str = "", part: str | None = None) -> None:
    """Open the evidence of a figure, at the end of the run. `by`, `part`: with this part selected."""
    address.put(line.kpi.id, view, network=line.channel or "", by=by, part=part)


def open_of_url(store: Store) -> None:
    """Open the evidence that the address names. Call once per run, after the screen."""
    found = address.opened()
    if found is None:
        return

    @sign_in.dialog(catalogue()[found.kpi].title[session.language()], width="large", on_dismiss=address.close)
    def evidence() -> None:
        opened = address.opened()
        if opened is not None:
            with copied.inside():
                fenced(catalogue()[opened.kpi].title[session.language()], lambda: _evidence(store, opened))
        url.end()  # what is selected is in the address

    evidence()


def _evidence(store: Store, opened: Opened) -> None:
    view = opened.view
    line = _line(store, opened)
    kpi = line.kpi
    found = cached.explanation(store, line, view)
    if address.came_from():
        st.button(
            say("Back"), icon=":material/arrow_back:", type="tertiary", key="evidence back", on_click=address.back
        )
    answer.head(found, line)
    fenced(say("The history as a table"), lambda: answer.history(store, line, view))
    answer.sides(found)
    by = decomposition.table(found)
    _exception(kpi, found)
    wanted = rows.panel(store, found, by) if by and kpi.parts else None
    if wanted is not None and st.button(
        say("Open in Mentions, to filter and correct"), icon=":material/list:", type="tertiary", key=f"rows {kpi.id}"
    ):
        go(wanted)
    scope, grain = period_scorecard.window(kpi, view.look)
    if not kpi.parts:
        _rows_of_no_sum(store, kpi, _of_part(scope, by), grain, view)
    fenced(say("Records and files"), lambda: _after(store, line, view, scope, grain))


def _of_part(scope: Scope, by: str) -> Scope:
    """The scope of the selected part of a figure that is no sum of parts."""
    item = address.selected()
    if not item or by not in decomposition.FIELDS:
        return scope
    return replace(scope, **{f"{by}s": (item,)})


def _rows_of_no_sum(store: Store, kpi: Kpi, scope: Scope, grain: str, view: View) -> None:
    """The mentions or records that a median, a distinct count or a maximum is of, in the figure's own days."""
    if scope.channels or scope.sources:
        st.markdown(f"**{escaped(', '.join(say_code(one) for one in (*scope.channels, *scope.sources)))}**")
    _mentions(store, kpi, scope, grain)
    for one in records.records(kpi, scope, grain):
        source_records.records(store, one, name=mentions_file.name(view.brand, kpi.id, view.since, view.until))


def _line(store: Store, opened: Opened) -> Line:
    """The scorecard line of the figure; of an objective of a single network, the role's."""
    if opened.network:
        every = cached.role_lines(store, replace(opened.view, channels=()))
        mine = [one for one in every if (one.kpi.id, one.channel) == (opened.kpi, opened.network)]
        if mine:
            return mine[0]
    return cached.scorecard_lines(store, (opened.kpi,), opened.view)[0]


def _after(store: Store, line: Line, view: View, scope: Scope, grain: str) -> None:
    """What the answer rests on: definition, history, files, SQL, and the article."""
    kpi = line.kpi
    with st.expander(say("Definition and formula")):
        definition(kpi)
    _history(line, view)
    with st.expander(say("Records and files"), on_change="rerun", key=f"records {kpi.id}") as opened:
        if opened.open:
            _files(store, kpi, scope, grain)
            for one in records.records(kpi, scope, grain) if kpi.parts else ():
                source_records.records(store, one, name=mentions_file.name(view.brand, kpi.id, view.since, view.until))
    _statement(store, kpi, scope, grain)
    with st.expander(say("The article that it answers")):
        article(kpi)


def article(kpi: Kpi) -> None:
    """The sentences of the article that the KPI serves, with where they are from."""
    for quote in cached.article(kpi):
        st.markdown(f"> « {escaped(quote)} »")
    st.caption(
        say(
            "Quoted from the article on the community manager's trade that this set of indicators answers (in French, "
            "autumn 2010)."
        )
    )


def definition(kpi: Kpi) -> None:
    """Question and formula."""
    language = session.language()
    st.markdown(f"*{escaped(kpi.question[language])}*")
    st.markdown(f":gray[{say('Formula')}] {escaped(kpi.formula[language])}")


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
        place = doors.table(table, alt=say("The history as a table"), key=f"evidence history {line.kpi.id}")
    if place is not None:  # as a point of the chart
        moment = line.history["period"].iloc[place]
        answer.move(line, view, moment.date() if hasattr(moment, "date") else moment)


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


def _exception(kpi: Kpi, found: Explanation) -> None:
    """Why the number of rows listed differs from n, if it does."""
    if isinstance(kpi.evidence, dict) and not found.parts:
        st.caption(escaped(kpi.evidence[session.language()]))


def _files(store: Store, kpi: Kpi, scope: Scope, grain: str) -> None:
    """The files of the mentions that the figure counts."""
    found = records.listed(kpi, scope, grain)
    if found is not None:
        source_records.files(store, records.files_of(found[1] if kpi.numerator else found[0]), key=f"mentions {kpi.id}")


def _mentions(store: Store, kpi: Kpi, scope: Scope, grain: str) -> None:
    """The number of mentions counted, their files, and links to the Mentions screen."""
    found = records.listed(kpi, scope, grain)
    if found is None:
        return
    wanted, whole = (replace(one, source=scope.sources) for one in found)
    total, every = (sum(count for _, count in mentions.daily(store, one)) for one in (wanted, whole))
    text = say_plural("{count} mention behind this figure", "{count} mentions behind this figure", total)
    if total != every:
        text += f", {say('among {count}', count=numbers.number(every, session.language()))}"
    st.markdown(
        f"**{text}** · {escaped(wanted.brand)} · {numbers.date_range(wanted.since, wanted.until, session.language())}"
    )
    with st.container(horizontal=True, gap="small"):
        if total and st.button(
            say("The mentions behind this figure"), icon=":material/list:", type="primary", key=f"rows {kpi.id}"
        ):
            go(wanted)
        if total != every and st.button(say("The mentions of the denominator"), type="tertiary", key=f"all {kpi.id}"):
            go(whole)


def go(wanted: Filter) -> None:
    """Open the Mentions screen with this filter."""
    address.close()
    for name in mention_filter.NAMES:
        url.put(name, None)
    for name, text in mention_filter.as_address(wanted).items():
        url.put(name, text)
    url.put("page", None)
    url.put("brand", wanted.brand)
    url.put("since", wanted.since.isoformat())
    url.put("until", wanted.until.isoformat())
    st.switch_page("app_pages/mentions.py")
