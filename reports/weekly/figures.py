"""A figure of a report from its scorecard line: the numbers as they are, and the texts that the screens show of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from data.decisions.figure_comments import Message as Comment
from kpis.catalogue import Kpi, counts_verdicts
from kpis.engine import periods
from kpis.engine.figure import Figure as Value
from kpis.engine.periods import Period
from kpis.objectives.headline import Tally
from kpis.objectives.scorecard import Line
from kpis.objectives.verdict import Target
from locales import numbers, translator
from locales.typography import typeset
from reports.weekly.gathered import Gathered
from reports.weekly.model import Figure, Point, known
from reports.weekly.request import Request
from wording import address, amounts, figure_sentence
from wording import periods as period_wording
from wording.vocabulary import label

_DECIMALS = {"fr": re.compile(r"\d,(\d+)"), "en": re.compile(r"\d\.(\d+)")}


@dataclass(frozen=True)
class Around:
    """What a figure of a screen needs beside its line: what a report gathers, where it knows of no other figure."""

    request: Request
    main: tuple[str, ...] = ()
    year: Mapping[tuple[str, str | None], Value] = field(default_factory=dict)
    year_points: Mapping[str, dict[date, float]] = field(default_factory=dict)
    comments: Mapping[str, Comment] = field(default_factory=dict)
    tallies: tuple[Tally, ...] = ()


def figure_of(line: Line, found: Gathered | Around, language: str, *, links: str) -> Figure:
    """The figure of a line of the report's period."""
    say, kpi = translator(language), line.kpi
    change = line.change if line.change is not None and line.change.is_compared else None
    is_missing = numbers.is_missing(line.value)
    text = amounts.figure(line, language)
    year = found.year.get((kpi.id, line.channel))
    title = kpi.title[language] + (f" · {say(label(line.channel))}" if line.channel else "")
    wanted = amounts.target(line, language)

    def told(said: str) -> str:
        return typeset(said, language)

    return Figure(
        kpi=kpi.id,
        channel=line.channel or "",
        casquette=line.casquette,
        label=told(title),
        unit=kpi.unit,
        decimals=decimals_of(text, language),
        better=kpi.better,
        value=known(line.value),
        text=told(text),
        low=None if is_missing else known(line.low),
        high=None if is_missing else known(line.high),
        interval_text="" if is_missing else told(amounts.sample(None, line.low, line.high, kpi, language)),
        n=known(line.n),
        n_text="" if is_missing else told(_sample(line, found, language)),
        state=line.state,
        days=_days(kpi, found, language),
        change=None if change is None else known(change.difference),
        change_text="" if change is None else told(amounts.difference(change.difference, kpi, language)),
        arrow_text=told(amounts.change_text(change, kpi, language).text),
        compared_with="" if change is None else told(_compared_with(kpi, found, language)),
        is_clear=change is not None and change.reason is None and bool(change.significant),
        year=None if year is None else known(year.value),
        year_text=""
        if year is None
        else told(say("a year earlier {value}").format(value=amounts.amount(year.value, kpi, language))),
        target=known(line.target_value),
        target_high=known(line.target_high),
        target_text=told(say("target {target}").format(target=wanted)) if wanted else "",
        gap_text=told(figure_sentence.gap(line, language)),
        status=amounts.status(line),
        status_text=say(amounts.STATUS_WORDS[amounts.status(line)]),
        reason=told(reason_of(line, language)),
        bands=bands_of(line),
        history=points_of(line, found, language),
        definition=told(kpi.formula[language]),
        link=link_of(line, found, language, links=links),
        is_main=kpi.id in found.main,
        message=told(_message(line, found, language)),
        tolerance=known(line.tolerance),
    )


def _sample(line: Line, found: Gathered | Around, language: str) -> str:
    """'n = 3 222'; of the objectives of a week, how many of how many have a verdict."""
    total = sum(len(tally.ideas) for tally in found.tallies)
    if not counts_verdicts(line.kpi.id) or not total or found.request.period.grain != "week":
        known = (amounts.sample(line.n, None, None, line.kpi, language), amounts.told_by(line.week, language))
        return " · ".join(one for one in known if one)
    say = translator(language)
    judged, every = (numbers.number(one, language) for one in (line.n, total))
    return say("{judged} judged of {total}").format(judged=judged, total=every)


def reason_of(line: Line, language: str) -> str:
    """Why there is no figure or no verdict, else why no arrow; '' where nothing is lacking."""
    lacks = numbers.is_missing(line.value) or amounts.status(line) in ("unjudged", "none", "undecided")
    if lacks and line.verdict.reason is not None:
        return amounts.in_words(line.verdict.reason, language)
    if line.change is not None and line.change.reason is not None:
        return amounts.in_words(line.change.reason, language)
    return ""


def decimals_of(text: str, language: str) -> int:
    """How many decimals a figure is printed with, so that charts and workbooks print as many."""
    found = _DECIMALS[language].search(text)
    return len(found[1]) if found else 0


def link_of(
    line: Line, found: Gathered | Around, language: str, *, links: str, by: str = "", part: str | None = None
) -> str:
    """The address of the evidence of a line, or of a part of it."""
    request = found.request
    period = request.period
    values = address.view(
        brand=request.brand, since=period.since, until=period.until, role=request.role, language=language
    )
    values |= {
        address.FIGURE: line.kpi.id,
        address.OF: address.figure_of(request.brand, period.since, period.until, line.channel or ""),
        **({address.BY: by} if by else {}),
        **({address.PART: address.part(part)} if part is not None else {}),
    }
    return address.link(links, "", values)


def bands_of(line: Line) -> tuple[float, ...]:
    """The upper ends of the ranges behind, near and met, from the worst; () without a target, or below zero."""
    target = line.target
    marks = [known(one) for one in (line.value, line.low, line.high, line.target_value, line.target_high)]
    there = [one for one in marks if one is not None]
    if target is None or line.target_value is None or target.high is not None or not there or min(there) < 0:
        return ()
    unit = 100.0 if line.kpi.unit == "percent" else 1.0
    reach = min(max(there) * 1.2 or 1.0, max(line.kpi.bounds[1] / unit, *there))
    return _ends(target, line, reach)


def _ends(target: Target, line: Line, reach: float) -> tuple[float, ...]:
    aim, size = float(line.target_value), line.tolerance or 0.0  # type: ignore[arg-type]
    if line.kpi.better == "higher":
        return (max(0.0, aim - size), aim, reach)
    if line.kpi.better == "lower":
        near = aim + size
        return (max(reach, near), near, aim)
    return ()


def points_of(line: Line, found: Gathered | Around, language: str) -> tuple[Point, ...]:
    """The history of a line, each period with its target and the same a year before."""
    period, kpi = found.request.period, line.kpi
    grain = period.grain if period.grain in ("month", "quarter") else "week"
    year = found.year_points.get(kpi.id, {})
    targets = _targets(line)
    rows = list(line.history.itertuples())
    return tuple(
        _point(row, kpi, targets[index] if len(targets) == len(rows) else None, year, grain, language)
        for index, row in enumerate(rows)
    )


def _targets(line: Line) -> tuple[Target | None, ...]:
    """Of each period of the history; one of a pace is a sum so far, which no single week has."""
    return () if line.objective is None or line.objective.mode == "pace" else line.targets


def _point(row, kpi: Kpi, target: Target | None, year: dict[date, float], grain: str, language: str) -> Point:
    day = pd.Timestamp(row.period).date()
    value = known(row.value)
    return Point(
        label=period_wording.short(_period(grain, day), day, language),
        since=day.isoformat(),
        value=value,
        text=typeset(amounts.amount(value, kpi, language), language),
        low=None if value is None else known(row.low),
        high=None if value is None else known(row.high),
        target=None if target is None else known(target.value),
        target_high=None if target is None else known(target.high),
        year=year.get(day),
        state="missing" if value is None else str(row.state),
    )


def _period(grain: str, day: date) -> Period:
    return {"month": periods.month, "quarter": periods.quarter}.get(grain, periods.week)(day)


def _days(kpi: Kpi, found: Gathered | Around, language: str) -> str:
    period = found.request.period
    if period.grain == "week" and kpi.weeks == 4:
        return typeset(period_wording.four_weeks(period.until, language), language)
    if period.grain != "week" and "verdicts" in kpi.needs:  # verdicts are weekly: those of the period's last week
        week = periods.week(period.last_monday)
        return typeset(numbers.date_range(week.since, week.until, language), language)
    return ""


def _compared_with(kpi: Kpi, found: Gathered | Around, language: str) -> str:
    """'semaine 38'; of a figure over four weeks, the four before."""
    if found.request.against is None and found.request.period.grain == "week" and kpi.weeks == 4:
        say = translator(language)
        return say("the previous 4 weeks")
    return period_wording.name(found.request.compared, language)


def _message(line: Line, found: Gathered | Around, language: str) -> str:
    written = found.comments.get(line.kpi.id) if line.channel is None else None
    return written.text if written and written.text else figure_sentence.sentence_of(line, language)
