"""The pictures of a report as data: the figure that moved with its parts, the days of the watch, the brands compared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd

from charts import described
from data.decisions.annotations import Annotation
from kpis.analysis import explanation
from kpis.catalogue import Kpi
from kpis.engine.breaks import NETWORKS, Crossing
from locales import numbers, plural, translator
from locales.typography import typeset
from reports.weekly import figures
from reports.weekly.gathered import DEMONSTRATION, VOICE, VOLUME, Gathered
from reports.weekly.model import Bar, Bars, Note, Point, Title, Trend, known
from reports.weekly.texts import shortened
from wording import amounts, redefinitions
from wording import explanation as explanation_wording
from wording import periods as period_wording
from wording.vocabulary import label

PARTS = 8  # of a change; the others are one bar
NOTED, NOTES = 40, 5
LEAST_PERIODS = 2  # known ones, of a series that is worth a picture
LEAST_DAYS, MOST_DAYS = 28, 92  # of the watch


def why(found: Gathered, language: str) -> Trend | None:
    """The history of the figure that moved most."""
    line = found.reading_line
    if line is None or line.history["value"].isna().all():
        return None
    if found.is_young and line.kpi.id == VOLUME and line.history["value"].notna().sum() < LEAST_PERIODS:
        return _by_day(found, "all", found.request.period.days, line.kpi.title[language], language)
    say = translator(language)
    points = figures.points_of(line, found, language)
    kpi, title = line.kpi, line.kpi.title[language]
    frame = line.history.assign(period=[pd.Timestamp(one).date() for one in line.history["period"]])
    wanted = amounts.target(line, language)
    return Trend(
        title=Title(found.request.brand, _measure(title, kpi, language), _span(points, language)),
        unit=kpi.unit,
        decimals=max((figures.decimals_of(one.text, language) for one in points), default=0),
        points=points,
        notes=(*_notes(found, points, language), *redefinition_notes(line.redefined, points, language)),
        target_text=typeset(say("target {target}").format(target=wanted), language) if wanted else "",
        alt=typeset(
            described.line(
                frame, title, format_value=lambda value: amounts.amount(value, kpi, language), language=language
            ),
            language,
        ),
    )


def parts(found: Gathered, language: str, *, links: str) -> Bars:
    """What the parts of that figure add to its change, the largest first; of a first file, its topics."""
    if (
        found.is_young
        and found.reading is not None
        and explanation.largest(found.reading) is None
        and len(found.topics)
    ):
        return _topics(found, language)
    say, say_plural = translator(language), plural(language)
    read, line = found.reading, found.reading_line
    if read is None or line is None:
        return Bars(Title(found.request.brand, "", ""), "count", 0, (), absence=say("No mentions in these days."))
    kpi = read.kpi
    title = Title(
        found.request.brand,
        typeset(say("{kpi}: what the parts add to the change").format(kpi=kpi.title[language]), language),
        _periods(found, kpi, language),
    )
    told = explanation.largest(read)
    if told is None:
        reason = amounts.in_words(read.reason, language) if read.reason is not None else say("it did not move")
        return Bars(title, kpi.unit, 0, (), absence=typeset(reason, language))
    by, frame = told[0], read.parts[told[0]]
    frame = frame[frame["contribution"] != 0]
    rows = list(frame.head(PARTS).itertuples())
    bars = [
        Bar(
            label=shortened(explanation_wording.item_name(by, row.item, language), 60),
            value=known(row.contribution),
            text=typeset(amounts.difference(float(row.contribution), kpi, language), language),
            n=known(row.rows),
            link=figures.link_of(line, found, language, links=links, by=by, part=row.item),
        )
        for row in rows
    ]
    rest = frame.iloc[PARTS:]
    if len(rest):
        size = float(rest["contribution"].sum())
        bars.append(
            Bar(
                label=typeset(
                    say_plural("{count} other", "{count} others", len(rest)).format(
                        count=numbers.number(len(rest), language)
                    ),
                    language,
                ),
                value=size,
                text=typeset(amounts.difference(size, kpi, language), language),
                n=known(rest["rows"].sum()),
            )
        )
    decimals = max((figures.decimals_of(one.text, language) for one in bars), default=0)
    return Bars(title, kpi.unit, decimals, tuple(bars), alt=_listed(bars), is_open=found.is_open)


def watch(found: Gathered, language: str) -> Trend | None:
    """Observed and expected mentions per day, of the signal of the peak, else the negative ones."""
    say, request = translator(language), found.request
    name = say(label(f"{found.signal} mentions"))
    return _by_day(found, found.signal, min(MOST_DAYS, max(LEAST_DAYS, request.period.days)), name, language)


def _topics(found: Gathered, language: str) -> Bars:
    """How many mentions the topics of the period have, the largest first."""
    say = translator(language)
    rows = list(found.topics.sort_values("now", ascending=False).head(PARTS).itertuples())
    bars = [
        Bar(
            label=shortened(explanation_wording.item_name("topic", row.item, language), 60),
            value=known(row.now),
            text=typeset(numbers.number(row.now, language), language),
        )
        for row in rows
        if row.now
    ]
    period = found.request.period
    title = Title(
        found.request.brand,
        typeset(say("Topics of the mentions, in number"), language),
        typeset(numbers.date_range(period.since, period.until, language), language),
    )
    return Bars(title, "count", 0, tuple(bars), alt=_listed(bars), is_open=found.is_open)


def _by_day(found: Gathered, signal: str, days: int, name: str, language: str) -> Trend | None:
    """Observed and expected mentions per day of a signal, over so many days up to the end of the period."""
    say, request = translator(language), found.request
    first = request.period.until - timedelta(days=days - 1)
    rows = found.watch[(found.watch["signal"] == signal) & (found.watch["day"] >= first)]
    if rows.empty or rows["observed"].isna().all():
        return None
    points = tuple(_day(row, found, language) for row in rows.itertuples())
    frame = rows.assign(period=rows["day"], value=rows["observed"], state="complete").reset_index(drop=True)
    return Trend(
        title=Title(
            request.brand,
            typeset(say("{series}, number per day").format(series=f"{name[:1].upper()}{name[1:]}"), language),
            typeset(numbers.date_range(first, request.period.until, language), language),
        ),
        unit="count",
        decimals=0,
        points=points,
        notes=_notes(found, points, language, is_daily=True),
        alt=typeset(
            described.line(frame, name, format_value=lambda value: numbers.number(value, language), language=language),
            language,
        ),
    )


def competitors(found: Gathered, language: str, *, links: str) -> Bars:
    """The share of voice of the brands compared, now and in the period before."""
    say, say_plural, line = translator(language), plural(language), found.lines[VOICE]
    kpi, now, before = line.kpi, found.of_brands.get(VOICE, {}), found.brands_before.get(VOICE, {})
    who = say_plural("{brand} and {count} competitor", "{brand} and {count} competitors", len(found.brands) - 1)
    title = Title(
        who.format(brand=found.request.brand, count=numbers.number(len(found.brands) - 1, language)),
        _measure(kpi.title[language], kpi, language),
        _periods(found, kpi, language),
    )
    if found.request.brand not in now:
        reason = figures.reason_of(line, language) or say("No data in this period")
        return Bars(title, kpi.unit, 1, (), absence=typeset(reason, language))
    bars = [
        Bar(
            label=name,
            value=known(one.value),
            text=typeset(amounts.amount(one.value, kpi, language), language),
            low=known(one.low),
            high=known(one.high),
            before=known(before[name].value) if name in before and before[name].state == "complete" else None,
            n=known(one.n),
            is_own=name == found.request.brand,
            link=figures.link_of(line, found, language, links=links) if name == found.request.brand else "",
        )
        for name, one in now.items()
    ]
    bars.sort(key=lambda one: (-(one.value or 0.0), one.label))
    return Bars(title, kpi.unit, 1, tuple(bars), alt=_listed(bars), is_open=found.is_open)


def titled(one: Annotation, language: str) -> str:
    """The title as written; of the demonstration's own annotations, in the language of the report."""
    return translator(language)(one.title) if one.recorded_by == DEMONSTRATION else one.title


def _periods(found: Gathered, kpi: Kpi, language: str) -> str:
    """'semaine 39, comparée à la semaine 38'; of a figure over four weeks, the days of both."""
    say = translator(language)
    period, before = found.request.period, found.request.compared
    if period.grain == "week" and kpi.weeks == 4:
        period = period.evaluated(kpi)
        before = found.request.against.evaluated(kpi) if found.request.against else period.back()
    if period.grain == "days" or before.grain == "days":
        told = say("{days}, against {earlier}").format(
            days=period_wording.name(period, language), earlier=period_wording.name(before, language)
        )
    else:
        told = f"{period_wording.name(period, language)}, {period_wording.against(before, language)}"
    return typeset(told, language)


def _measure(title: str, kpi: Kpi, language: str) -> str:
    """'Part de voix, en %'."""
    say = translator(language)
    unit = "%" if kpi.unit == "percent" else say(label(kpi.unit))
    return typeset(say("{measure}, in {unit}").format(measure=title, unit=unit), language)


def _span(points: tuple[Point, ...], language: str) -> str:
    """'S27–S39 2026 · gris clair : un an avant'."""
    if not points:
        return ""
    say = translator(language)
    first, last = date.fromisoformat(points[0].since), date.fromisoformat(points[-1].since)
    is_weekly = points[0].label[1:].isdigit()
    start, end = points[0].label, points[-1].label
    if is_weekly:
        years = first.isocalendar().year, last.isocalendar().year
        span = f"{start}–{end} {years[1]}" if years[0] == years[1] else f"{start} {years[0]} – {end} {years[1]}"
    else:
        span = f"{start} – {end}"
    if any(one.year is not None for one in points):
        return typeset(say("{span}, compared with a year earlier").format(span=span), language)
    return typeset(span, language)


def _notes(found: Gathered, points: tuple[Point, ...], language: str, *, is_daily: bool = False) -> tuple[Note, ...]:
    """The annotations of the days of a series, the latest of them, each at its point."""
    starts = [date.fromisoformat(one.since) for one in points]
    told = []
    for one in found.noted:
        at = [index for index, day in enumerate(starts) if day <= one.first_day]
        if at and one.first_day <= found.request.period.until and (not is_daily or starts[at[-1]] == one.first_day):
            told.append(Note(points[at[-1]].label, one.first_day.isoformat(), shortened(titled(one, language), NOTED)))
    return tuple(told[-NOTES:])


def redefinition_notes(found: Sequence[Crossing], points: tuple[Point, ...], language: str) -> tuple[Note, ...]:
    """What was redefined within the days of a series, each at its point."""
    starts = [date.fromisoformat(one.since) for one in points]
    told = []
    for day, same in redefinitions.by_day(found).items():
        at = [index for index, start in enumerate(starts) if start <= day]
        if at:
            networks = ", ".join(NETWORKS[one.network] for one in same)
            text = typeset(f"{redefinitions.mark(same[0], language)} · {networks}", language)
            told.append(Note(points[at[-1]].label, day.isoformat(), shortened(text, NOTED)))
    return tuple(told)


def _day(row, found: Gathered, language: str) -> Point:
    value = known(row.observed)
    return Point(
        label=f"{row.day:%d/%m}",
        since=row.day.isoformat(),
        value=value,
        text=typeset(numbers.number(value, language) if value is not None else amounts.missing(language), language),
        expected=known(row.expected),
        most=found.limits.get(row.day),
        state="missing" if value is None else "running" if row.day >= found.request.today else "complete",
    )


def _listed(bars: list[Bar]) -> str:
    return f"{', '.join(f'{one.label} {one.text}' for one in bars)}."
