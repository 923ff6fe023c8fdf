"""What the screens of indicators share: the cards of their KPIs, and one KPI drawn whole.

A page names its place (`_places.PLACES`); here are its figures, the trend of the chosen one with its target, its interval
and the period before, the competitors beside it, and what it is made of.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from app_pages import _address, _amounts, _cards, _colours, _evidence, _export, _figures, _happened, _scope, _session
from app_pages._places import PLACES
from app_pages._session import plain, say, say_code
from app_pages._view import View
from charts import described
from charts.figures import ranked_bars
from charts.multiples import panels
from charts.trend import Aim, trend
from data.store import Store
from kpis import periods
from kpis.catalogue import Kpi
from kpis.compute import Scope
from kpis.periods import Period
from kpis.scorecard import Line
from kpis.standing import SCALED

SPANS = {"13": 91, "26": 182, "52": 364, "104": 728}  # weeks that a trend shows, in days
GRAINS = ("day", "week", "month")
DIMENSIONS = ("channel", "source", "topic", "language", "country")
BARS = 10
ABREAST = 5  # cards in a row, at most
WHAT = ("brand", "period", "compare", "channels", "role")


def begin(title: str) -> tuple[Store, View]:
    """The line of the scope, and what it looks at."""
    store = _session.store()
    seen = _scope.period_view(store)
    _scope.bar(store, f"{title} · {plain(seen.brand)}", seen=seen, what=WHAT)
    st.caption(f"{_scope.week_dates(seen)} · {_scope.compared(seen)}")
    return store, seen


def figures(store: Store, seen: View, place: str) -> Line:
    """The cards of a place; gives the KPI that is drawn."""
    lines = _figures.standing(store, PLACES[place], seen)
    wished = _address.read("kpi")
    known = next((line for line in lines if line.history["value"].notna().any()), lines[0])
    drawn = next((line for line in lines if line.kpi.id == wished), known)
    if wished and drawn.kpi.id != wished:
        _address.put("kpi", None)  # of another screen, or of none
    columns = -(-len(lines) // -(-len(lines) // ABREAST))  # rows of the same length
    with st.grid(columns, gap="small", min_column_width=208, border=True):
        for line in lines:
            _cards.card(store, line, seen, drawn=line is drawn)
    return drawn


def whole(store: Store, seen: View, line: Line) -> None:
    """The trend of a KPI, the competitors beside it, and its parts."""
    if not _is_known(store, seen, line):
        return
    shown_trend(store, seen, line)
    with st.container(border=True):
        competitors(store, seen, line.kpi)
    if any(by in line.kpi.by for by in DIMENSIONS):
        with st.container(border=True):
            parts(store, seen, line.kpi)


def shown_trend(store: Store, seen: View, line: Line) -> None:
    """The line of a KPI over the weeks chosen, with all that explains it."""
    kpi = line.kpi
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            head = st.container(width="stretch")
            grain = _grain(kpi, seen)
            span = choice("weeks", tuple(SPANS), "26" if grain == "week" else "13" if grain == "day" else "104", _weeks)
        window = _window(seen, SPANS[span], grain)
        own = replace(window, brands=(seen.brand,))
        told = "four weeks" if grain == "week" and kpi.weeks == 4 else grain
        with head:
            _headed(kpi, _per(told))
        back = 364 if seen.compare == "year" else (window.until - window.since).days + 1
        frame = _figures.series(store, kpi.id, own, grain=told)
        before = None
        if grain != "month":
            before = _figures.shifted(_figures.series(store, kpi.id, _figures.moved(own, back), grain=told), back)
        figure = trend(
            frame,
            _session.pen(),
            figured=figured(kpi),
            colour=_colours.of_brand(store, seen.brand),
            is_stock=kpi.class_ == "stock",
            aim=_aim(store, line, grain, frame=frame, scope=own),
            previous=before,
            events=_happened.events(store, seen.brand, window.since, window.until, channels=seen.channels),
            seen=(seen.since, seen.until) if seen.period.days < SPANS[span] else None,
            names=(say("this period"), say("a year before") if seen.compare == "year" else say("period before")),
        )
        drawn(
            figure,
            frame,
            key="trend",
            seen=seen,
            kpi=kpi,
            part=_per(told),
            chosen=lambda day: _proved(store, kpi, seen, grain, day),
        )
        if told == "four weeks":
            st.caption(
                say("Each point is the figure of the four weeks that end with it: a single week rarely has the sample.")
            )


def competitors(store: Store, seen: View, kpi: Kpi) -> None:
    """The same KPI for each brand, on one scale."""
    _headed(kpi, say("beside the competitors, one scale"))
    window = _window(seen, 364, "week")
    told = "four weeks" if kpi.weeks == 4 else "week"
    frame = _figures.series(
        store, kpi.id, replace(window, brands=tuple(_figures.compared_brands(store, seen.brand))), grain=told
    )
    known = panels(
        frame,
        _session.pen(),
        figured=figured(kpi),
        own=seen.brand,
        colours=_colours.of_brands(store),
        is_stock=kpi.class_ == "stock",
    )
    if len(known) < 2:
        st.caption(say("No export tells this figure of another brand: it stands alone."))
        return
    with st.grid(len(known), gap="small", min_column_width=200):
        for name, figure in known:
            one = frame[frame["series"] == name].reset_index(drop=True)
            with st.container(gap=None):
                last = one["value"].dropna()
                st.markdown(f"**{plain(name)}** · {figured(kpi)(last.iloc[-1])}")
                drawn(figure, one, key=f"panel {name}", seen=replace(seen, brand=name), kpi=kpi, part=_per(told))


def parts(store: Store, seen: View, kpi: Kpi) -> None:
    """What the figure of the period is made of, against the period before."""
    known = tuple(by for by in DIMENSIONS if by in kpi.by)
    is_four = kpi.weeks == 4 and seen.period.grain == "week" and seen.compare != "year"
    outlined = say("the 4 weeks before") if is_four else _scope.compared(seen)
    _headed(kpi, say("in detail; outlined: {before}", before=outlined))
    by = choice("by", known, known[0], _dimension)
    now, before = (_parts(store, kpi, seen, by=by, period=one) for one in (seen.period, _before(seen, kpi)))
    if seen.compare == "four" and kpi.class_ in ("flow", "distinct") and kpi.weeks == 1:
        before = before / 4
    bars = now.rename("value").to_frame().join(before.rename("previous"), how="left").reset_index()
    bars = bars.dropna(subset=["value"])
    if bars["value"].abs().sum() == 0:
        st.caption(say("The files of these days do not tell it.") if bars.empty else say("Zero in each of them."))
        return
    bars["label"] = [say_code(str(code)) for code in bars["series"]]
    top = bars.sort_values("value", ascending=False).head(BARS)
    figure = ranked_bars(top, _session.pen(), figured=figured(kpi), colour=_colours.of_brand(store, seen.brand))
    _drawn_bars(figure, top, key="parts", seen=seen, kpi=kpi, part=_dimension(by))
    if len(bars) > BARS:
        st.caption(say("The {shown} largest of {count}.", shown=BARS, count=len(bars)))


def _proved(store: Store, kpi: Kpi, seen: View, grain: str, day: date) -> None:
    """The evidence of the period that a point of the line stands for."""
    period = {"day": Period(day, day), "week": periods.week(day), "month": periods.month(day)}[grain]
    one = replace(seen, since=period.since, until=period.until)
    (line,) = _figures.standing(store, (kpi.id,), one)
    _evidence.show(store, line, one)


def drawn(
    figure,
    frame: pd.DataFrame,
    *,
    key: str,
    seen: View,
    kpi: Kpi,
    part: str,
    chosen: Callable[[date], None] | None = None,
) -> None:
    """A trend with its sentence for who does not see it, its picture and its data."""
    spoken = _session.language()
    title = f"{kpi.title[spoken]} {part}, {seen.brand}"
    _export.chart(
        figure,
        key=key,
        name=_export.file_name(seen.brand, kpi.id, seen.period),
        title="\n".join((f"{seen.brand} · {kpi.title[spoken]}", _unit(kpi), part, _scope.week_dates(seen))),
        alt=described.line(frame, title, figured=figured(kpi), language=spoken),
        data=frame,
        chosen=chosen,
    )


def figured(kpi: Kpi) -> Callable[[float], str]:
    """How the values of a KPI are written."""
    return lambda value: _amounts.amount(value, kpi, _session.language())


def _drawn_bars(figure, frame: pd.DataFrame, *, key: str, seen: View, kpi: Kpi, part: str) -> None:
    spoken = _session.language()
    title = f"{kpi.title[spoken]} · {part}, {seen.brand}"
    _export.chart(
        figure,
        key=key,
        name=_export.file_name(seen.brand, kpi.id, seen.period),
        title="\n".join((f"{seen.brand} · {kpi.title[spoken]}", _unit(kpi), part, _scope.week_dates(seen))),
        alt=described.bars(frame, title, figured=figured(kpi), language=spoken),
        data=frame,
    )


def _is_known(store: Store, seen: View, line: Line) -> bool:
    """Whether any file tells the KPI; else a sentence says which export would."""
    if (line.value is not None and not pd.isna(line.value)) or line.history["value"].notna().any():
        return True
    with st.container(border=True):
        st.markdown(f"**{plain(line.kpi.title[_session.language()])}** · {say('no figure yet')}")
        st.markdown(_happened.export_for(line.kpi))
        st.page_link("app_pages/uploads.py", label=say("Go to Uploads"), icon=":material/upload_file:")
    return False


def _headed(kpi: Kpi, rest: str) -> None:
    st.markdown(f"**{plain(kpi.title[_session.language()])}** :gray[· {_unit(kpi)} · {rest}]", width="stretch")


def _unit(kpi: Kpi) -> str:
    """The unit of a KPI in words."""
    return say_code(kpi.unit)


def _grain(kpi: Kpi, seen: View) -> str:
    """Days, weeks or months, as far as the KPI makes sense for them."""
    del seen
    offered = tuple(
        one for one in GRAINS if one != "day" or (kpi.class_ in ("flow", "ratio", "stock", "max") and kpi.weeks == 1)
    )
    if "verdicts" in kpi.needs or "term_weeks" in kpi.needs:
        offered = ("week",)
    names = {"day": say("Days"), "week": say("Weeks"), "month": say("Months")}
    return choice("grain", offered, "week", names.__getitem__)


def _weeks(code: str) -> str:
    return say("{weeks} weeks", weeks=code)


def _per(grain: str) -> str:
    """'per week'."""
    return {
        "day": say("per day"),
        "week": say("per week"),
        "four weeks": say("over four weeks"),
        "month": say("per month"),
    }[grain]


def _dimension(by: str) -> str:
    return {
        "channel": say("by network"),
        "source": say("by source"),
        "topic": say("by topic"),
        "language": say("by language"),
        "country": say("by country"),
    }[by]


def choice(name: str, options: tuple[str, ...], default: str, words: Callable[[str], str]) -> str:
    """One of a few codes, kept in the URL."""
    key = f"choose {name}"
    asked = _address.read(name)
    chosen = asked if asked in options else default if default in options else options[0]
    if len(options) == 1:
        return chosen
    st.session_state[key] = chosen
    st.segmented_control(
        name, options, key=key, required=True, label_visibility="collapsed", format_func=words,
        on_change=lambda: _address.put(name, st.session_state[key]),
    )  # fmt: skip
    return chosen


def _window(seen: View, days: int, grain: str) -> Scope:
    """The days that a trend shows, up to the end of the period, of whole weeks or months."""
    until = seen.until
    if grain == "week":  # a month ends inside a week: the week is shown whole
        until += timedelta(days=6 - until.weekday())
    since = until - timedelta(days=days - 1)
    since = since.replace(day=1) if grain == "month" else since - timedelta(days=since.weekday())
    return Scope(since=since, until=until, channels=seen.channels, today=seen.today, role=seen.role)


def _aim(store: Store, line: Line, grain: str, *, frame: pd.DataFrame, scope: Scope) -> Aim | None:
    """The target as it was in each period, where the points of the line are of the days that it is set for."""
    if line.target_value is None or pd.isna(line.target_value) or (line.kpi.class_ in SCALED and grain != "week"):
        return None
    known = _figures.targets(store, line.kpi.id, replace(scope, channels=()))
    past = tuple(known.get(day - timedelta(days=day.weekday())) for day in frame["period"])
    high = None if line.target_high is None or pd.isna(line.target_high) else float(line.target_high)
    words = say("target {target}", target=_amounts.target(line, _session.language()))
    return Aim(float(line.target_value), words, high, past)


def _before(seen: View, kpi: Kpi) -> Period:
    """What the parts are compared with: a figure over four weeks with those that share none of them."""
    if seen.compare != "year" and seen.period.grain == "week" and kpi.weeks == 4:
        return seen.period.back(4)
    return seen.compared


def _parts(store: Store, kpi: Kpi, seen: View, *, by: str, period: Period) -> pd.Series:
    """Series -> value over the days of a period."""
    days = period.as_judged(kpi)
    scope = Scope(days.since, days.until, (seen.brand,), seen.channels, today=seen.today, role=seen.role)
    frame = _figures.series(store, kpi.id, scope, grain="all", by=by)
    return frame.set_index("series")["value"]
