"""Breakdown of a KPI by network, source, topic, language or country, compared with the previous period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd
import streamlit as st

from charts import described
from charts.figures import ranked_bars
from data.store import Store
from kpis.catalogue import Kpi
from kpis.engine import breaks
from kpis.engine.periods import Period
from kpis.engine.scope import Scope
from locales import places
from ui import session
from ui.empty_state import nothing
from ui.evidence import dialog
from ui.figures import brand_colours, cached, chart_export, chart_panel
from ui.report import slide
from ui.session import say, say_code
from ui.view import view as scope_view
from ui.view.view import View

DIMENSIONS = ("channel", "source", "topic", "language", "country")
BARS = 10


def panel(store: Store, view: View, kpi: Kpi) -> None:
    """The breakdown of a KPI over the period, with the previous period outlined."""
    known = tuple(by for by in DIMENSIONS if by in kpi.by)
    is_four = kpi.weeks == 4 and view.period.grain == "week" and view.compare != "year"
    outlined = say("the previous 4 weeks") if is_four else scope_view.compared_with(view)
    chart_panel.heading(kpi, say("breakdown; outlined: {before}", before=outlined))
    by = chart_panel.choice("by", known, known[0], _dimension)
    now = _values(store, kpi, view, by=by, period=view.period, complete_only=False)
    before = _values(store, kpi, view, by=by, period=_before(view, kpi), complete_only=True)["value"]
    before = before.drop(list(_redefined(store, kpi, view, by=by, series=before.index)))
    if view.compare == "four" and kpi.class_ in ("flow", "distinct") and kpi.weeks == 1:
        before = before / 4
    bars = now.join(before.rename("previous"), how="left").reset_index()
    bars = bars.dropna(subset=["value"])
    if bars["value"].abs().sum() == 0:
        nothing(say("The files of these days do not give it.") if bars.empty else say("Zero for each of them."))
        return
    bars["label"] = [item_name(by, str(code)) for code in bars["series"]]
    top = bars.sort_values("value", ascending=False).head(BARS)
    figure = ranked_bars(
        top,
        session.pen(),
        format_value=chart_panel.value_format(kpi),
        colour=brand_colours.of_brand(store, view.brand),
        periods=(scope_view.period_name(view.period), outlined),
    )
    _bars(store, figure, top, view=view, kpi=kpi, by=by)
    if len(bars) > BARS:
        st.caption(say("The {shown} largest of {count}.", shown=BARS, count=len(bars)))


def item_name(by: str, code: str) -> str:
    """The label of an item: networks, languages and countries by name, others as written."""
    if code == "unknown" and by != "channel":
        return say("not given")
    language = session.language()
    named = {
        "channel": say_code,
        "language": lambda one: places.language_name(one, language),
        "country": lambda one: places.country_name(one, language),
    }
    return named.get(by, str)(code)


def _bars(store: Store, figure, frame: pd.DataFrame, *, view: View, kpi: Kpi, by: str) -> None:
    """The chart; a bar opens the evidence of the figure with that part selected."""
    language, dimension = session.language(), _dimension(by)
    ranked = frame.sort_values("value")["series"].tolist()

    def open_part(place: int) -> None:
        (line,) = cached.scorecard_lines(store, (kpi.id,), view)
        item = ranked[place] if place < len(ranked) else None
        dialog.show(store, line, view, by=by, part="" if item == "unknown" else item)

    title = f"{kpi.title[language]} · {dimension}, {view.brand}"
    chart_export.chart(
        figure,
        key="parts",
        name=chart_export.file_name(view.brand, f"{kpi.id}_{by}", view.period),
        title="\n".join(
            (f"{view.brand} · {kpi.title[language]}", chart_panel.unit(kpi), dimension, scope_view.week_dates(view))
        ),
        alt=described.bars(frame, title, format_value=chart_panel.value_format(kpi), language=language),
        data=frame,
        brand=view.brand,
        needs=kpi.needs,
        is_share=kpi.unit == "percent",
        on_bar=open_part,
        part=lambda: slide.bars(
            frame,
            kpi,
            names=frame["label"].tolist(),
            brand=view.brand,
            part=dimension,
            days=scope_view.week_dates(view),
        ),
    )


def _dimension(by: str) -> str:
    return {
        "channel": say("by network"),
        "source": say("by source"),
        "topic": say("by topic"),
        "language": say("by language"),
        "country": say("by country"),
    }[by]


def _before(view: View, kpi: Kpi) -> Period:
    """The period to compare with; for a KPI over four weeks, the four weeks before, so that none is shared."""
    if view.compare != "year" and view.period.grain == "week" and kpi.weeks == 4:
        return view.period.back(4)
    return view.compared


def _redefined(store: Store, kpi: Kpi, view: View, *, by: str, series: Iterable[str]) -> Iterator[str]:
    """The series that count something else than in the period before, and are not compared with it."""
    spans = ((one.since, one.until) for one in (_before(view, kpi).evaluated(kpi), view.period.evaluated(kpi)))
    found = breaks.crossed(store, kpi, () if kpi.across else (view.brand,), view.channels, *spans)
    networks = {one.network for one in found}
    for name in series if found else ():
        if by != "channel" or name in networks:
            yield name


def _values(store: Store, kpi: Kpi, view: View, *, by: str, period: Period, complete_only: bool) -> pd.DataFrame:
    """Series -> value, n, low and high over a period. `complete_only`: only series whose days are all covered."""
    days = period.evaluated(kpi)
    scope = Scope(days.since, days.until, (view.brand,), view.channels, today=view.today, role=view.role)
    frame = cached.series(store, kpi.id, scope, grain="all", by=by)
    if complete_only:
        frame = frame[frame["state"] == "complete"]
    return frame.set_index("series")[["value", "n", "low", "high"]]
