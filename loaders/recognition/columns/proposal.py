"""Which canonical table a table of text fills, and which of its columns fill which field: values first, names second.

A proposal says what the columns prove; where two readings are as good, `choices` names them and the analyst is asked.
Fields beside those of the canonical table: `time`, the hour of a date that stands in a column of its own; `repost_type`,
whose words say that a record repeats another; `metric.<name>`, one figure of a day; and in a table of figures by day
`followers`, `gained` and `lost`, which fill the table of followers beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from loaders.recognition.columns.days import of_days
from loaders.recognition.columns.kinds import Column
from loaders.recognition.columns.names import BEGINS_OR_ENDS, WHOLE, WITHIN, score, words
from loaders.recognition.columns.pool import Pool, Proposal, counts_people, figures_in, rival_people, rivals_in
from loaders.recognition.columns.records import of_records
from loaders.tables import TABLES

_CLOCK = re.compile(r"\d{1,2}[:h.]\d{2}(\D|$)")


@dataclass(frozen=True)
class Lack:
    """What keeps a table from being read: the columns that hold dates, relative dates, texts and figures."""

    dates: tuple[Column, ...]
    relative: tuple[Column, ...]
    texts: tuple[Column, ...]
    figures: tuple[Column, ...]


def propose(columns: tuple[Column, ...], *, chosen: str | None = None) -> Proposal | Lack:
    """The proposal of a table, or what it lacks. `chosen`: the reading that the analyst chose of `choices`."""
    aside = pasted_beside(columns)
    here = Pool(column for column in columns if column.at not in aside)
    days = sorted((one for one in here.free if one.fits("date")), key=_date_rank, reverse=True)
    figures = figures_in(here, "metrics")
    rivals = {**rivals_in(here, "metrics"), **rival_people(here)}
    if not days:
        return _lack(here, figures)
    here.taken.update(day.at for day in days)
    at: dict[str, tuple[int, ...]] = {"date": (days[0].at,)}
    if not days[0].has_time and (hour := _hour(here)) is not None:
        at["time"] = (hour.at,)
    found = of_records(here, at, figures, chosen) or of_days(here, at, figures, chosen)
    if found is None:
        return _lack(here, figures, days)
    day = (
        "published" if TABLES[found.table].has("published") else "received" if found.table == "conversations" else "day"
    )
    fields = {day if name == "date" else name: where for name, where in found.fields.items()}
    if day == "day":
        fields.pop("time", None)
    plausible = [one.at for one in days[1:] if _date_rank(one) > 0]
    others = {day: tuple(plausible), **found.others} if plausible else found.others
    return replace(found, fields=fields, others=others, aside=aside, rivals=_of_fields(found, rivals))


def _of_fields(found: Proposal, rivals: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    """The columns that feed a field of the proposal as well as the one that it names."""
    if found.table not in ("account_days", "followers", "posts"):
        return {}
    return {
        field: columns
        for field, where in found.fields.items()
        for columns in rivals.values()
        if len(where) == 1 and where[0] in columns and len(columns) > 1
    }


def pasted_beside(columns: tuple[Column, ...]) -> tuple[int, ...]:
    """The columns of a second table beside the first: a header that stands twice shows where it begins.

    It begins at the last column of texts or dates before the repeated header; a column that merely stands twice with the
    same cells is no second table.
    """
    seen: dict[tuple[str, ...], Column] = {}
    for column in columns:
        name = words(column.header)
        first = seen.setdefault(name, column)
        if not name or first is column or not column.cells or first.cells == column.cells:
            continue
        between = [one for one in columns if first.at < one.at <= column.at and one.fits("words", "date", "url")]
        start = between[-1].at if between else column.at
        return tuple(one.at for one in columns if one.at >= start)
    return ()


def _date_rank(column: Column) -> float:
    """How likely a column of dates says when a record was published, or of which day it is."""
    published = score(column.header, "published")
    rank = max(published, 0.6 * score(column.header, "date"), 0.1)
    if published < WHOLE and score(column.header, "other_date") >= WITHIN:
        rank -= 12
    if column.is_constant and column.rows > 2:
        rank -= 2
    return rank - (5 if column.is_ambiguous else 0) - column.at / 1000


def _hour(here: Pool) -> Column | None:
    """The hour of the date in a column of its own. A cell that is none is rejected, not the column left out."""
    return here.best("hour", _holds_hours, BEGINS_OR_ENDS)


def _holds_hours(column: Column) -> bool:
    if column.fits("hour"):
        return True
    if column.fits("hour_number"):
        return words(column.header)[:1] in (("heure",), ("hour",), ("hora",), ("uur",), ("ora",))
    hours = sum(_CLOCK.match(cell) is not None for cell in column.cells)
    return score(column.header, "hour") >= WHOLE and 2 * hours >= len(column.cells)


def _lack(here: Pool, figures: dict[str, list[Column]], dates: Iterable[Column] = ()) -> Lack:
    texts = [
        one
        for one in here.all
        if one.cells
        and one.fits("words", "text")
        and any(score(one.header, role) >= WHOLE for role in ("text", "title"))
    ]
    numbers = [column for group in figures.values() for column in group]
    people = [one for one in here.all if one.fits("count") and counts_people(one)]
    return Lack(
        tuple(dates),
        tuple(one for one in here.all if one.fits("relative")),
        tuple(texts),
        tuple(sorted((*numbers, *people), key=lambda one: one.at)),
    )
