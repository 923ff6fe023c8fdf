"""The common content of indicator screens: the cards of their KPIs, and the selected KPI in detail.

A screen passes its name (`layout.ORDER`). The details are the trend with its target, interval and previous period, the
competitors, and the breakdown.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from charts.multiples import panels
from charts.trend import TargetLine, trend
from data.store import Store
from kpis.analysis.period_scorecard import SCALED
from kpis.catalogue import Kpi
from kpis.engine import periods
from kpis.engine.breaks import Crossing
from kpis.engine.periods import Period
from kpis.engine.scope import Scope
from kpis.objectives.scorecard import Line
from locales import numbers
from ui import session
from ui.empty_state import nothing, nothing_loaded
from ui.evidence import dialog
from ui.fence import fenced
from ui.figures import brand_colours, breakdown, cached, card, chart_panel, quiet, trend_events
from ui.figures.layout import cards
from ui.session import say
from ui.view import offered as offered_choices
from ui.view import scope_bar, url
from ui.view import view as scope_view
from ui.view.view import View
from wording import amounts, redefinitions
from wording.markdown import escaped

SPANS = {"13": 91, "26": 182, "52": 364, "104": 728}  # weeks -> days of a trend
GRAINS = ("day", "week", "month")
FEW = 28  # with fewer days of data, a trend shows days
ABREAST = 5  # most cards in a row
WHAT = ("brand", "period", "compare", "channels", "role")


def begin(title: str) -> tuple[Store, View]:
    """Draw the scope bar; returns the store and the view."""
    store = session.store()
    view = scope_view.period_view(store)
    scope_bar.bar(store, f"{title} · {escaped(view.brand)}", view=view, what=WHAT)
    st.caption(f"{scope_view.week_dates(view)} · {scope_view.compared(view)}{_over_four(view)}")
    return store, view


def _over_four(view: View) -> str:
    """Of the figures over four weeks, which the cards mark: their own dates, and those they are compared with."""
    if view.period.grain != "week":
        return ""
    days = numbers.date_range(view.since - timedelta(days=21), view.until, session.language())
    if view.compare != "previous":
        return f" · {say('figures over 4 weeks: {days}', days=days)}"
    first, last = view.since - timedelta(days=49), view.until - timedelta(days=28)
    earlier = numbers.date_range(first, last, session.language())
    return f" · {say('figures over 4 weeks: {days}, compared with {earlier}', days=days, earlier=earlier)}"


def lines_of(store: Store, names: tuple[str, ...], view: View) -> tuple[Line, ...]:
    """The scorecard lines of these KPIs; one that cannot be computed is named in a sentence, and left out."""
    try:
        return cached.scorecard_lines(store, names, view)
    except Exception:  # one at a time, so that the fence tells which: it logs the failure whole
        alone = [fenced(_title(name), partial(cached.scorecard_lines, store, (name,), view)) for name in names]
        return tuple(line for lines in alone if lines for line in lines)


def _title(name: str) -> str:
    return cached.kpi(name).title[session.language()]


def kpi_cards(store: Store, view: View, screen: str) -> Line | None:
    """Draw the cards of a screen; returns the scorecard line to plot, None where none of them could be computed."""
    lines = lines_of(store, cards(screen), view)
    if not lines:
        return None
    wished = url.read("kpi")
    known = next((line for line in lines if line.history["value"].notna().any()), lines[0])
    drawn = next((line for line in lines if line.kpi.id == wished), known)
    if wished and drawn.kpi.id != wished:
        url.put("kpi", None)  # it belongs to another screen, or does not exist
    silent = [line for line in lines if line is not drawn and quiet.is_silent(store, line, view)]
    shown = [line for line in lines if line not in silent]
    columns = -(-len(shown) // -(-len(shown) // ABREAST))  # spread the cards evenly over the rows
    with st.grid(columns, gap="small", min_column_width=208, border=True):
        for line in shown:
            fenced(_title(line.kpi.id), partial(card.card, store, line, view, drawn=line is drawn))
    fenced(say("Data needed"), lambda: quiet.without_figure(store, silent, view))
    return drawn


def details(store: Store, view: View, line: Line | None) -> None:
    """The trend of a KPI, the competitors and the breakdown; nothing without a KPI."""
    if line is None or not _has_data(store, view, line):
        return
    title = _title(line.kpi.id)
    fenced(title, lambda: trend_panel(store, view, line))
    fenced(f"{title} · {say('compared with competitors, one scale')}", lambda: competitor_panels(store, view, line.kpi))
    if any(by in line.kpi.by for by in breakdown.DIMENSIONS):
        with st.container(border=True):
            fenced(title, lambda: breakdown.panel(store, view, line.kpi))


def trend_panel(store: Store, view: View, line: Line) -> None:
    """The trend of a KPI over the selected weeks and grain."""
    kpi = line.kpi
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            head = st.container(width="stretch")
            grain = _grain(store, kpi)
            span = chart_panel.choice(
                "weeks", tuple(SPANS), "26" if grain == "week" else "13" if grain == "day" else "104", _weeks
            )
        kpi_grain = "four weeks" if grain == "week" and kpi.weeks == 4 else grain
        with head:
            chart_panel.heading(kpi, chart_panel.per_grain(kpi_grain))
        figure, frame, redefined = _trend(store, view, line, grain, days=SPANS[span])
        chart_panel.line(
            figure,
            frame,
            key="trend",
            view=view,
            kpi=kpi,
            part=chart_panel.per_grain(kpi_grain),
            on_select=lambda day: _show_evidence(store, kpi, view, grain, day),
            redefined=redefined,
        )
        if kpi_grain == "four weeks":
            st.caption(
                say(
                    "Each point is the figure of the four weeks ending with that week: a single week is rarely a "
                    "large enough sample."
                )
            )


def _trend(
    store: Store, view: View, line: Line, grain: str, *, days: int
) -> tuple[go.Figure, pd.DataFrame, tuple[Crossing, ...]]:
    """The trend over the last `days` days, its frame, and what was redefined within them."""
    kpi = line.kpi
    scope = replace(_window(store, view, days, grain), brands=(view.brand,))
    kpi_grain = "four weeks" if grain == "week" and kpi.weeks == 4 else grain
    frame = cached.series(store, kpi.id, scope, grain=kpi_grain)
    before = None
    if grain != "month":
        back = 364 if view.compare == "year" else (scope.until - scope.since).days + 1
        earlier = cached.earlier(scope, back)
        if not trend_events.redefined(store, kpi, view.brand, earlier.since, scope.until, channels=view.channels):
            before = cached.shifted(cached.series(store, kpi.id, earlier, grain=kpi_grain), back)
    redefined = trend_events.redefined(store, kpi, view.brand, scope.since, scope.until, channels=view.channels)
    figure = trend(
        frame,
        session.pen(),
        format_value=chart_panel.value_format(kpi),
        format_tick=lambda value: amounts.tick(value, kpi, session.language()),
        colour=brand_colours.of_brand(store, view.brand),
        is_stock=kpi.class_ == "stock",
        target=_target_line(store, line, grain, frame=frame, scope=scope),
        previous=before,
        events=(
            *trend_events.events(store, view.brand, scope.since, scope.until, channels=view.channels),
            *trend_events.marks(redefined),
        ),
        highlighted=(view.since, view.until) if view.period.days < days else None,
        names=(say("this period"), say("a year earlier") if view.compare == "year" else say("previous period")),
        grain=kpi_grain,
        ticks=chart_panel.ticks(kpi),
    )
    return figure, frame, redefined


def competitor_panels(store: Store, view: View, kpi: Kpi) -> None:
    """The KPI for each brand, on one scale."""
    window = _window(store, view, 364, "week")
    kpi_grain = "four weeks" if kpi.weeks == 4 else "week"
    frame = cached.series(
        store,
        kpi.id,
        replace(window, brands=tuple(offered_choices.compared_brands(store, view.brand))),
        grain=kpi_grain,
    )
    redefined = {
        name: trend_events.redefined(store, kpi, name, window.since, window.until, channels=view.channels)
        for name in frame["series"].unique()
    }
    known = panels(
        frame,
        session.pen(),
        format_value=chart_panel.value_format(kpi),
        format_tick=lambda value: amounts.tick(value, kpi, session.language()),
        own=view.brand,
        colours=brand_colours.of_brands(store),
        is_stock=kpi.class_ == "stock",
        grain=kpi_grain,
        events={name: trend_events.marks(found) for name, found in redefined.items()},
        ticks=chart_panel.ticks(kpi),
    )
    if len(known) < 2:
        nothing(say("No export gives this figure for another brand: there is nothing to compare it with."))
        return
    with st.container(border=True):
        chart_panel.heading(kpi, say("compared with competitors, one scale"))
        with st.container(key="chart-competitors", gap=None):
            with st.grid(len(known), gap="small", min_column_width=200):
                for name, figure in known:
                    one = frame[frame["series"] == name].reset_index(drop=True)
                    with st.container(gap=None):
                        st.markdown(
                            f"**{escaped(name)}** · {chart_panel.value_format(kpi)(one['value'].dropna().iloc[-1])}"
                        )
                        chart_panel.line(
                            figure,
                            one,
                            key=f"panel {name}",
                            view=replace(view, brand=name),
                            kpi=kpi,
                            part=chart_panel.per_grain(kpi_grain),
                            on_select=partial(_show_evidence, store, kpi, replace(view, brand=name), "week"),
                            is_alone=False,
                            redefined=redefined[name],
                        )
            chart_panel.all_in_one(store, frame, view=view, kpi=kpi, part=chart_panel.per_grain(kpi_grain))
        for text in redefinitions.each_told({one for found in redefined.values() for one in found}, session.language()):
            st.caption(escaped(text))


def _show_evidence(store: Store, kpi: Kpi, view: View, grain: str, day: date) -> None:
    """Open the evidence of the period of a point."""
    period = {"day": Period(day, day), "week": periods.week(day), "month": periods.month(day)}[grain]
    one = replace(view, since=period.since, until=period.until)
    (line,) = cached.scorecard_lines(store, (kpi.id,), one)
    dialog.show(store, line, one)


def _has_data(store: Store, view: View, line: Line) -> bool:
    """Whether the KPI has data; if not, show which export provides it."""
    if (line.value is not None and not pd.isna(line.value)) or line.history["value"].notna().any():
        return True
    with st.container(border=True):
        st.markdown(f"**{escaped(line.kpi.title[session.language()])}** · {say('no figure yet')}")
        nothing_loaded(trend_events.export_for(line.kpi))
    return False


def _grain(store: Store, kpi: Kpi) -> str:
    """The selected grain among those that suit the KPI; by default weeks, or days if there are few."""
    offered = tuple(
        one for one in GRAINS if one != "day" or (kpi.class_ in ("flow", "ratio", "stock", "max") and kpi.weeks == 1)
    )
    if "verdicts" in kpi.needs or "term_weeks" in kpi.needs:
        offered = ("week",)
    names = {"day": say("Days"), "week": say("Weeks"), "month": say("Months")}
    first, last = offered_choices.covered(store)
    return chart_panel.choice("grain", offered, "week" if (last - first).days >= FEW else "day", names.__getitem__)


def _weeks(code: str) -> str:
    return say("{weeks} weeks", weeks=code)


def _window(store: Store, view: View, days: int, grain: str) -> Scope:
    """The scope of a trend: whole weeks or months up to the end of the view, not before the first day of data."""
    until = view.until
    if grain == "week":  # a period may end in mid-week: show the whole week
        until += timedelta(days=6 - until.weekday())
    first, _ = offered_choices.covered(store)
    since = max(until - timedelta(days=days - 1), min(first, view.since))
    since = since.replace(day=1) if grain == "month" else since - timedelta(days=since.weekday())
    return Scope(since=since, until=until, channels=view.channels, today=view.today, role=view.role)


def _target_line(store: Store, line: Line, grain: str, *, frame: pd.DataFrame, scope: Scope) -> TargetLine | None:
    """The target per period, when the chart's grain matches the objective's; else None."""
    if line.target_value is None or pd.isna(line.target_value) or (line.kpi.class_ in SCALED and grain != "week"):
        return None
    known = cached.targets(store, line.kpi.id, replace(scope, channels=()))
    past = tuple(known.get(day - timedelta(days=day.weekday())) for day in frame["period"])
    high = None if line.target_high is None or pd.isna(line.target_high) else float(line.target_high)
    words = say("target {target}", target=amounts.target(line, session.language()))
    return TargetLine(float(line.target_value), words, high, past)
