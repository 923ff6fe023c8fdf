"""A chart of a screen as a presentation of one slide, in the style of the report: its numbers stay a chart to edit."""

from __future__ import annotations

from datetime import date

import pandas as pd

from data.store import Store
from kpis.catalogue import Kpi
from kpis.engine import periods
from locales import numbers
from locales.typography import typeset
from reports.weekly.model import Bar, Bars, Point, Title, Trend, known
from ui import session
from ui.session import say
from wording import amounts
from wording import periods as period_wording

MOST_BARS = 15
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def trend(frame: pd.DataFrame, kpi: Kpi, *, brand: str, part: str, days: str) -> Trend | None:
    """The series of a chart; None where it has several, which one chart of a slide would not tell apart."""
    if frame.empty or ("series" in frame and frame["series"].nunique() > 1):
        return None
    step = _step(frame)
    points = tuple(_point(row, kpi, step) for row in frame.itertuples())
    title = Title(brand, _measure(kpi), " · ".join(one for one in (part, days) if one))
    return Trend(title, kpi.unit, _decimals(points), points, alt=f"{title.measure}, {title.period}")


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


def pptx(store: Store, part: Trend | Bars, *, message: str, footer: str) -> bytes:
    """The file, on the organisation's template and in its look."""
    from reports.slides.single import slide_of  # its import is heavy
    from reports.weekly import faces, labels

    look, language = faces.look_of(store), session.language()
    return slide_of(
        part,
        message=message,
        footer=look.style.footer or footer,
        style=look.style,
        template=look.template,
        language=language,
        labels=dict(labels.labels(language)),
    )


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
    from reports.weekly.figures import decimals_of

    return max((decimals_of(one.text, session.language()) for one in points), default=0)
