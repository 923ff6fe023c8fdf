"""The top of the evidence: the sentence that answers, the days compared, the trend, numerator and denominator."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import streamlit as st

from charts.trend import TargetLine, trend
from data.store import Store
from kpis.analysis.explanation import Explanation, Side
from kpis.engine import periods
from kpis.objectives.scorecard import Line
from locales import numbers
from ui import session
from ui.evidence import address
from ui.figures import badge, brand_colours, chart_panel, trend_events
from ui.session import say
from ui.view import view as scope_view
from ui.view.view import View
from wording import amounts, explanation
from wording.markdown import escaped


def head(found: Explanation, line: Line) -> None:
    """The sentence, what is compared with what, and the verdict."""
    language = session.language()
    with st.container(key="evidence-answer"):
        st.markdown(f"**{escaped(explanation.answer(found, language))}**")
    st.caption(" · ".join([escaped(found.brand), _days(found)]))
    wanted = amounts.target(line, language)
    parts = (
        badge.status(amounts.status(line)),
        say("target {target}", target=wanted) if wanted else "",
        amounts.sample(found.now.figure.n, found.now.figure.low, found.now.figure.high, line.kpi, language),
        escaped(amounts.told_by(found.now.figure, language)),
    )
    st.markdown(" · ".join(one for one in parts if one))


def _days(found: Explanation) -> str:
    """'31 August – 27 September 2026 (four weeks), compared with 3 – 30 August'."""
    now, before = found.now, found.before
    text = _dates(now)
    if before is None:
        return text
    if before.periods > 1:
        return say(
            "{days}, compared with the mean of {count} periods, {earlier}",
            days=text,
            count=before.periods,
            earlier=scope_view.dates(before.since, before.until),
        )
    return say("{days}, compared with {earlier}", days=text, earlier=scope_view.dates(before.since, before.until))


def _dates(side: Side) -> str:
    text = scope_view.dates(side.since, side.until)
    return say("{days} (four weeks)", days=text) if (side.until - side.since).days == 27 else text


def history(store: Store, line: Line, view: View) -> None:
    """The trend with its target and interval: selecting a point opens the figure of its period."""
    frame = line.history.assign(
        period=[moment.date() if hasattr(moment, "date") else moment for moment in line.history["period"]]
    )
    if frame["value"].notna().sum() < 2:
        return
    kpi, language = line.kpi, session.language()
    grain = _grain(line, view)
    since, until = frame["period"].iloc[0], frame["period"].iloc[-1] + timedelta(days=6)
    redefined = trend_events.redefined(store, kpi, view.brand, since, until, channels=view.channels)
    figure = trend(
        frame,
        session.pen(),
        format_value=chart_panel.value_format(kpi),
        format_tick=lambda value: amounts.tick(value, kpi, language),
        colour=brand_colours.of_brand(store, view.brand),
        is_stock=kpi.class_ == "stock",
        target=_target(line),
        events=(
            *trend_events.events(store, view.brand, since, until, channels=view.channels),
            *trend_events.marks(redefined),
        ),
        highlighted=(view.since, view.until),
        height=230,
        grain=grain,
        ticks=chart_panel.ticks(kpi),
    )
    chart_panel.line(
        figure,
        frame,
        key=f"evidence {kpi.id} {view.since}",
        view=view,
        kpi=kpi,
        part=chart_panel.per_grain(grain),
        on_select=lambda day: move(line, view, day),
        redefined=redefined,
    )


def move(line: Line, view: View, day: date) -> None:
    period = periods.month(day) if _grain(line, view) == "month" else periods.week(day)
    if period != view.period:
        address.move(period.since, period.until)
        st.rerun(scope="fragment")


def _grain(line: Line, view: View) -> str:
    grain = view.period.grain
    if grain in ("month", "quarter"):
        return grain
    return "four weeks" if line.kpi.weeks == 4 else "week"


def _target(line: Line) -> TargetLine | None:
    """The target in each week of the line; none over other days, of which it is not."""
    if line.target_value is None or pd.isna(line.target_value):
        return None
    past = tuple(one.value if one else None for one in line.targets)
    high = None if line.target_high is None or pd.isna(line.target_high) else float(line.target_high)
    words = say("target {target}", target=amounts.target(line, session.language()))
    return TargetLine(float(line.target_value), words, high, past if len(past) == len(line.history) else ())


def sides(found: Explanation) -> None:
    """Numerator and denominator, now and before, with the dates of each."""
    kpi, language = found.kpi, session.language()
    if found.now.numerator is None or kpi.class_ != "ratio":
        return
    known = [one for one in (found.now, found.before) if one is not None]
    heads = [scope_view.dates(one.since, one.until) for one in known]
    table = pd.DataFrame({say("What is counted"): [*explanation.terms(kpi, language), kpi.title[language]]})
    for name, one in zip(heads, known, strict=True):
        table[name] = [
            _count(one.numerator),
            _count(one.denominator),
            amounts.amount(one.figure.value, kpi, language, n=one.figure.n),
        ]
    if len(known) == 2:
        table[say("Change")] = [
            _signed(found.now.numerator, found.before.numerator),  # type: ignore[union-attr]
            _signed(found.now.denominator, found.before.denominator),  # type: ignore[union-attr]
            amounts.difference(found.now.figure.value - found.before.figure.value, kpi, language),  # type: ignore[operator,union-attr]
        ]
    lines = [table.columns, ["---", *["---:"] * (table.shape[1] - 1)], *table.itertuples(index=False)]
    st.markdown(
        "\n".join(f"| {' | '.join(escaped(one) if one[:2] != '--' else one for one in cells)} |" for cells in lines)
    )


def _count(value: float | None) -> str:
    if value is None:
        return "–"
    decimals = 0 if float(value).is_integer() else numbers.decimals_for(value)
    return numbers.number(value, session.language(), decimals=decimals)


def _signed(now: float | None, before: float | None) -> str:
    if now is None or before is None:
        return "–"
    return numbers.signed(_count(now - before), now - before)
