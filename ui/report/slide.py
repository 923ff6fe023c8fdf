"""A card, chart or table of a screen as one slide or one picture, in the style of the report: its numbers stay to be edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from data.reports.settings import links_of
from data.store import Store
from kpis.catalogue import Kpi
from kpis.engine import periods
from kpis.engine.breaks import Crossing
from kpis.objectives.scorecard import Line
from locales import numbers
from locales.typography import typeset
from reports.style import SIGNS, Style
from reports.texts import after_name
from reports.weekly import figures, pictures
from reports.weekly.model import Bar, Bars, Figure, Point, Table, Title, Trend, known
from reports.weekly.request import Request
from ui import session
from ui.session import say
from ui.view import view as scope_view
from ui.view.view import View
from wording import amounts
from wording import periods as period_wording

MOST_BARS = 15
MOST_DAYS = 92  # of a chart of days
MOST_PERIODS = 13  # of a table of series
Part = Trend | Bars | Table | Figure
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def trend(
    frame: pd.DataFrame, kpi: Kpi, *, brand: str, part: str, days: str, redefined: Sequence[Crossing] = ()
) -> Trend | None:
    """The series of a chart; None where it has several, which one chart of a slide would not tell apart.

    `redefined`: what was redefined within its days, which the slide marks.
    """
    if frame.empty or ("series" in frame and frame["series"].nunique() > 1):
        return None
    step = _step(frame)
    points = tuple(_point(row, kpi, step) for row in frame.itertuples())
    title = Title(brand, _measure(kpi), " · ".join(one for one in (part, days) if one))
    alt = f"{title.measure}, {title.period}"
    notes = pictures.redefinition_notes(redefined, points, session.language())
    return Trend(title, kpi.unit, _decimals(points), points, notes=notes, alt=alt)


def bars(frame: pd.DataFrame, kpi: Kpi, *, names: list[str], brand: str, part: str, days: str) -> Bars:
    """The parts of a chart, the largest first. `names`: of the rows of the frame, as people read them."""
    language = session.language()
    found = [
        Bar(
            label=name,
            value=known(row.value),
            text=typeset(amounts.amount(known(row.value), kpi, language), language),
            low=known(getattr(row, "low", None)),
            high=known(getattr(row, "high", None)),
            n=known(getattr(row, "n", None)),
        )
        for name, row in zip(names, frame.itertuples(), strict=True)
        if known(row.value) is not None
    ]
    found.sort(key=lambda one: -(one.value or 0.0))
    title = Title(brand, _measure(kpi), " · ".join(one for one in (part, days) if one))
    return Bars(title, kpi.unit, 1, tuple(found[:MOST_BARS]), alt=f"{title.measure}, {title.period}")


def figure(store: Store, line: Line, view: View) -> Figure:
    """The figure of a card or of a row of the scorecard, with the texts that the screen shows."""
    language = session.language()
    asked = Request("week", view.brand, view.role, view.period, view.today)
    found = figures.figure_of(line, figures.Around(asked), language, links=links_of(store))
    return replace(
        found,
        compared_with=typeset(scope_view.compared_with(view), language) if found.change is not None else "",
        link="" if view.channels else found.link,  # its address holds no filter
    )


def told(one: Figure) -> str:
    """'Net sentiment: up 19 pts, at its highest of 13 periods.'"""
    said = one.message
    return f"{one.label}{after_name(session.language())}{said[:1].lower()}{said[1:]}" if said else one.label


def scorecard(store: Store, lines: Sequence[Line], view: View, *, title: str) -> Table:
    """Rows of the scorecard as a table."""
    known = [figure(store, line, view) for line in lines]
    heads = ("KPI", say("Value"), say("95% interval"), say("Sample"), say("Change"), say("Target"), say("Gap"), say("Verdict"))  # fmt: skip
    rows = tuple(
        (
            one.label,
            one.text,
            one.interval_text,
            one.n_text,
            one.arrow_text or one.change_text,
            one.target_text,
            one.gap_text,
            f"{SIGNS.get(one.status, '–')} {one.status_text}",
        )
        for one in known
    )
    return Table(title, heads, rows, numbers=(1, 4), links=tuple(one.link for one in known), absence=say("No rows."))


def series(frame: pd.DataFrame, kpi: Kpi, *, title: str) -> Table:
    """A chart of several series as a table, which one chart of a slide would not tell apart: the last periods first."""
    language, step = session.language(), _step(frame)
    last = sorted(frame["period"].unique(), reverse=True)[:MOST_PERIODS]
    names = list(dict.fromkeys(frame["series"]))
    cells = {(row.period, row.series): known(row.value) for row in frame.itertuples()}
    rows = tuple(
        (
            _named(pd.Timestamp(day).date(), step),
            *(typeset(amounts.amount(cells.get((day, name)), kpi, language), language) for name in names),
        )
        for day in last
    )
    more = frame["period"].nunique() - len(last)
    return Table(title, (say("Period"), *map(str, names)), rows, tuple(range(1, len(names) + 1)), more=more)


def days(frame: pd.DataFrame, *, brand: str, measure: str, today: date) -> Trend:
    """Numbers per day, with what was expected where the frame says so (`observed`, `expected`), else their `value`."""
    language = session.language()
    counts = frame["observed"] if "observed" in frame else frame["value"]
    starts = [pd.Timestamp(one).date() for one in (frame["day"] if "day" in frame else frame["period"])]
    expected = frame["expected"] if "expected" in frame else [None] * len(starts)
    last = slice(-MOST_DAYS, None)
    points = tuple(
        Point(
            label=_named(day, 1),
            since=day.isoformat(),
            value=known(count),
            text=say("n/a") if known(count) is None else typeset(numbers.number(count, language), language),
            expected=known(usual),
            state="missing" if known(count) is None else "running" if day >= today else "complete",
        )
        for day, count, usual in list(zip(starts, counts, expected, strict=True))[last]
    )
    span = typeset(numbers.date_range(starts[last][0], starts[last][-1], language), language) if starts else ""
    return Trend(Title(brand, measure, span), "count", 0, points, alt=f"{measure}, {span}")


def pptx(store: Store, part: Part, *, message: str, footer: str, kicker: str = "") -> bytes:
    """The file of one slide, on the organisation's template and in its look."""
    from reports.slides.single import slide_of  # its import is heavy
    from reports.weekly import faces

    look = faces.look_of(store)
    return slide_of(part, template=look.template, **_around(look.style, message, footer, kicker))


def png(store: Store, part: Part, *, message: str, footer: str, kicker: str = "") -> bytes:
    """A picture of 1600 × 900 pixels, drawn without a browser, in the organisation's look."""
    from reports.paper.single import png_of  # its import is heavy
    from reports.weekly import faces

    return png_of(part, **_around(faces.look_of(store).style, message, footer, kicker))


def _around(style: Style, message: str, footer: str, kicker: str) -> dict[str, Any]:
    from reports.weekly import labels

    language = session.language()
    return {
        "message": typeset(message, language),
        "footer": style.footer or footer,
        "style": style,
        "language": language,
        "labels": dict(labels.labels(language)),
        "kicker": kicker,
    }


def _measure(kpi: Kpi) -> str:
    return kpi.title[session.language()]


def _step(frame: pd.DataFrame) -> float:
    """The days from one period to the next."""
    days = pd.to_datetime(frame["period"]).diff().dt.days.dropna()
    return float(days.median()) if len(days) else 7.0


def _named(day: date, step: float) -> str:
    """'21/09', 'S39', 'sept. 26', 'T3 26'."""
    language = session.language()
    if step < 7:
        return numbers.day(day, language, pattern="dd/MM")
    of = periods.week if step < 28 else periods.month if step < 80 else periods.quarter
    return period_wording.short(of(day), day, language)


def _point(row: object, kpi: Kpi, step: float) -> Point:
    language = session.language()
    day = pd.Timestamp(row.period).date()  # type: ignore[attr-defined]
    value = known(row.value)  # type: ignore[attr-defined]
    return Point(
        label=_named(day, step),
        since=day.isoformat(),
        value=value,
        text=say("n/a") if value is None else typeset(amounts.amount(value, kpi, language), language),
        low=None if value is None else known(getattr(row, "low", None)),
        high=None if value is None else known(getattr(row, "high", None)),
        state="missing" if value is None else str(getattr(row, "state", "complete")),
    )


def _decimals(points: tuple[Point, ...]) -> int:
    return max((figures.decimals_of(one.text, session.language()) for one in points), default=0)
