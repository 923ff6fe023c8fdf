"""What a figure is made of: by network, source, topic, language, country, against the period before."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from charts import described
from charts.figures import ranked_bars
from data.store import Store
from kpis.catalogue import Kpi
from kpis.engine.periods import Period
from kpis.engine.scope import Scope
from locales import places
from ui import session
from ui.empty_state import nothing
from ui.figures import brand_colours, cached, chart_export, chart_panel
from ui.session import say, say_code
from ui.view import view as scope_view
from ui.view.view import View

DIMENSIONS = ("channel", "source", "topic", "language", "country")
BARS = 10


def shown(store: Store, seen: View, kpi: Kpi) -> None:
    """What the figure of the period is made of, against the period before."""
    known = tuple(by for by in DIMENSIONS if by in kpi.by)
    is_four = kpi.weeks == 4 and seen.period.grain == "week" and seen.compare != "year"
    outlined = say("the previous 4 weeks") if is_four else scope_view.compared_with(seen)
    chart_panel.headed(kpi, say("breakdown; outlined: {before}", before=outlined))
    by = chart_panel.choice("by", known, known[0], _dimension)
    now = _parts(store, kpi, seen, by=by, period=seen.period, whole=False)
    before = _parts(store, kpi, seen, by=by, period=_before(seen, kpi), whole=True)
    if seen.compare == "four" and kpi.class_ in ("flow", "distinct") and kpi.weeks == 1:
        before = before / 4
    bars = now.rename("value").to_frame().join(before.rename("previous"), how="left").reset_index()
    bars = bars.dropna(subset=["value"])
    if bars["value"].abs().sum() == 0:
        nothing(say("The files of these days do not give it.") if bars.empty else say("Zero for each of them."))
        return
    bars["label"] = [name(by, str(code)) for code in bars["series"]]
    top = bars.sort_values("value", ascending=False).head(BARS)
    figure = ranked_bars(
        top, session.pen(), figured=chart_panel.figured(kpi), colour=brand_colours.of_brand(store, seen.brand)
    )
    _drawn_bars(figure, top, key="parts", seen=seen, kpi=kpi, part=_dimension(by))
    if len(bars) > BARS:
        st.caption(say("The {shown} largest of {count}.", shown=BARS, count=len(bars)))


def name(by: str, code: str) -> str:
    """What a part is called: networks, languages and countries by their names, the rest as it was written."""
    if code == "unknown" and by != "channel":
        return say("not given")
    spoken = session.language()
    named = {
        "channel": say_code,
        "language": lambda one: places.language_name(one, spoken),
        "country": lambda one: places.country_name(one, spoken),
    }
    return named.get(by, str)(code)


def _drawn_bars(figure, frame: pd.DataFrame, *, key: str, seen: View, kpi: Kpi, part: str) -> None:
    spoken = session.language()
    title = f"{kpi.title[spoken]} · {part}, {seen.brand}"
    chart_export.chart(
        figure,
        key=key,
        name=chart_export.file_name(seen.brand, kpi.id, seen.period),
        title="\n".join(
            (f"{seen.brand} · {kpi.title[spoken]}", chart_panel.unit(kpi), part, scope_view.week_dates(seen))
        ),
        alt=described.bars(frame, title, figured=chart_panel.figured(kpi), language=spoken),
        data=frame,
    )


def _dimension(by: str) -> str:
    return {
        "channel": say("by network"),
        "source": say("by source"),
        "topic": say("by topic"),
        "language": say("by language"),
        "country": say("by country"),
    }[by]


def _before(seen: View, kpi: Kpi) -> Period:
    """What the parts are compared with: a figure over four weeks with those that share none of them."""
    if seen.compare != "year" and seen.period.grain == "week" and kpi.weeks == 4:
        return seen.period.back(4)
    return seen.compared


def _parts(store: Store, kpi: Kpi, seen: View, *, by: str, period: Period, whole: bool) -> pd.Series:
    """Series -> value over the days of a period; `whole`: only those whose days are all covered."""
    days = period.as_judged(kpi)
    scope = Scope(days.since, days.until, (seen.brand,), seen.channels, today=seen.today, role=seen.role)
    frame = cached.series(store, kpi.id, scope, grain="all", by=by)
    if whole:
        frame = frame[frame["state"] == "complete"]
    return frame.set_index("series")["value"]
