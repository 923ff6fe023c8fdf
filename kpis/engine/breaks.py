"""Redefinitions: from a day on a network counts something else under the same name, so that no comparison crosses the day.

The table is breaks.toml. Which KPIs one touches follows from the columns and metrics that their SELECTs read
(kpis/engine/columns.py); whether it stands between two periods, from the networks that have such figures in both.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from data.sentences import N_, Sentence, sentence
from data.store import Store, quote
from kpis.catalogue import Kpi
from kpis.engine.columns import read_by_kpi

HERE = Path(__file__).parent
SURE = ("official", "report")
# what is redefined, by its column or metric
MEASURES = {"views": N_("views"), "impressions": N_("impressions")}
NETWORKS = {
    "facebook": "Facebook",
    "instagram": "Instagram",
    "youtube": "YouTube",
    "x": "X",
}  # their names in sentences
Span = tuple[date, date]  # first and last day


@dataclass(frozen=True)
class Break:
    """`measures`: table of the store -> columns, or metrics. `day`: the first day of the new definition; from `until` on
    every account has it (the same day, unless it came over some time). `sure`: one of SURE. `what`, `note`: texts."""

    id: str
    networks: tuple[str, ...]
    measures: dict[str, tuple[str, ...]]
    day: date
    until: date
    what: dict[str, str]
    source: str
    url: str
    sure: str
    note: str = ""

    def is_between(self, first: date, last: date) -> bool:
        """Whether figures of days from `first` to `last` may be of both definitions."""
        return first < self.until and last >= self.day

    def __hash__(self) -> int:
        return hash(self.id)


@dataclass(frozen=True)
class Crossing:
    """A redefinition that stands between days that are looked at together. `measures`: those that the KPI reads of it."""

    of: Break
    network: str
    measures: tuple[str, ...]

    @property
    def not_compared(self) -> Sentence:
        """Why figures of both sides are not compared."""
        return sentence("Not compared: {network} counts {measure} otherwise since {day} ({source}).", **self._values)

    @property
    def no_verdict(self) -> Sentence:
        """Why a figure is not judged by a target of the other side."""
        return sentence(
            "No verdict: {network} counts {measure} otherwise since {day} ({source}), and the target or its baseline is of "
            "the other way of counting. Set a target for the new figures.",
            **self._values,
        )

    @property
    def mixed(self) -> Sentence:
        """Why a figure over days of both sides is not judged."""
        return sentence(
            "No verdict: {network} counts {measure} otherwise since {day} ({source}), in the middle of these days.",
            **self._values,
        )

    @property
    def _values(self) -> dict[str, object]:
        return {
            "network": NETWORKS[self.network],
            "measure": sentence(MEASURES[self.measures[0]]),
            "day": self.of.day,
            "source": self.of.source,
        }


@dataclass(frozen=True)
class Undated:
    """What is said to have changed, without a day: it withholds no comparison."""

    networks: tuple[str, ...]
    what: str
    url: str


Touched = tuple[
    Break, str, tuple[str, ...]
]  # with a table of the store, and the columns or metrics that are read of it


class BreakError(Exception):
    """The table of redefinitions breaks its contract; the message names the entry and the remedy."""


@cache
def breaks() -> tuple[Break, ...]:
    """Every redefinition, oldest first. Raises BreakError."""
    found = tuple(_read(one) for one in _table()["break"])
    return tuple(sorted(found, key=lambda one: (one.day, one.id)))


@cache
def undated() -> tuple[Undated, ...]:
    return tuple(Undated(tuple(one["networks"]), one["what"]["en"], one["url"]) for one in _table()["undated"])


def touching(store: Store, kpi: Kpi) -> tuple[Touched, ...]:
    """The redefinitions of what a KPI reads, each with the table of the store and the columns or metrics that it reads."""
    reads = read_by_kpi(store, kpi)
    found = []
    for one in breaks():
        for table, names in one.measures.items():
            if (table, "metric") in reads.columns:
                wanted = reads.texts_of(table, "metric")
                read = tuple(name for name in names if not wanted or name in wanted)
            else:
                read = tuple(name for name in names if (table, name) in reads.columns)
            if read:
                found.append((one, table, read))
    return tuple(found)


def crossed(
    store: Store, kpi: Kpi, brands: Sequence[str], channels: Sequence[str], *spans: Span
) -> tuple[Crossing, ...]:
    """The redefinitions between the days of these spans, the latest first: a network of them (`channels`; empty: all) has
    figures of a brand (`brands`; empty: any) in the spans before the new definition, and in the spans since."""
    return _between(store, touching(store, kpi), brands, channels, spans)


def crossed_by(
    store: Store, table: str, measure: str, brands: Sequence[str], channels: Sequence[str], *spans: Span
) -> tuple[Crossing, ...]:
    """The same of a column or metric of a table, for what is shown without a KPI."""
    touched = [(one, table, (measure,)) for one in breaks() if measure in one.measures.get(table, ())]
    return _between(store, touched, brands, channels, spans)


def _between(
    store: Store, touched: Iterable[Touched], brands: Sequence[str], channels: Sequence[str], spans: Sequence[Span]
) -> tuple[Crossing, ...]:
    if not spans:
        return ()
    first, last = min(since for since, _ in spans), max(until for _, until in spans)
    found = []
    for one, table, names in touched:
        networks = [name for name in one.networks if not channels or name in channels]
        if not networks or not one.is_between(first, last):
            continue
        for network, since, until in _told(store, table, names, networks, brands, spans):
            if one.is_between(since, until):
                found.append(Crossing(one, network, names))
    return tuple(sorted(set(found), key=lambda each: (each.of.day, each.of.id, each.network), reverse=True))


def since_break(
    store: Store, kpi: Kpi, brands: Sequence[str], channels: Sequence[str], given: date, span: Span
) -> tuple[Crossing, ...]:
    """The redefinitions between the day on which a number was given (a target) and what a network tells in a span."""
    found = []
    for one, table, names in touching(store, kpi):
        networks = [name for name in one.networks if not channels or name in channels]
        if not networks or not one.is_between(min(given, span[0]), max(given, span[1])):
            continue
        for network, since, until in _told(store, table, names, networks, brands, [span]):
            if one.is_between(min(given, since), max(given, until)):
                found.append(Crossing(one, network, names))
    return tuple(sorted(set(found), key=lambda each: (each.of.day, each.of.id, each.network), reverse=True))


def _told(
    store: Store, table: str, names: Iterable[str], networks: list[str], brands: Sequence[str], spans: Sequence[Span]
) -> list[tuple[str, date, date]]:
    """Network, and the first and last of the spans' days on which it tells one of these measures."""
    is_of_metrics = table == "account_days"
    told = "list_contains(?, metric)" if is_of_metrics else " or ".join(f"{quote(name)} is not null" for name in names)
    within = " or ".join("day between ? and ?" for _ in spans)
    rows = store.rows_once(
        f"select channel, min(day) as first, max(day) as last from {quote(table)} "
        f"where list_contains(?, channel) and (len(?) = 0 or list_contains(?, brand)) and ({told}) and ({within}) "
        "group by channel order by channel",
        [
            networks,
            list(brands),
            list(brands),
            *([list(names)] if is_of_metrics else []),
            *(day for span in spans for day in span),
        ],
    )
    return [(row["channel"], row["first"], row["last"]) for row in rows]


@cache
def _table() -> dict:
    return tomllib.loads((HERE / "breaks.toml").read_text(encoding="utf-8"))


def _read(one: dict) -> Break:
    named = f"kpis/engine/breaks.toml, {one.get('id', one)}"
    lacking = {"id", "networks", "day", "sure", "what", "source", "url", "measures"} - set(one)
    unknown = set(one) - {"id", "networks", "day", "until", "sure", "what", "source", "url", "note", "measures"}
    if lacking or unknown:
        raise BreakError(f"{named}: lacks {sorted(lacking)}, has unknown {sorted(unknown)}")
    if one["sure"] not in SURE:
        raise BreakError(f"{named}: sure must be one of {', '.join(SURE)}")
    if set(one["what"]) != {"en", "fr"}:
        raise BreakError(f"{named}: what needs a text in en and one in fr")
    nameless = set(one["networks"]) - set(NETWORKS)
    if nameless:
        raise BreakError(f"{named}: {', '.join(sorted(nameless))} has no name in NETWORKS of kpis/engine/breaks.py")
    until = one.get("until", one["day"])
    if until < one["day"]:
        raise BreakError(f"{named}: until {until} is before its day")
    strange = {name for names in one["measures"].values() for name in names} - set(MEASURES)
    if strange:
        raise BreakError(f"{named}: {', '.join(sorted(strange))} has no word in MEASURES of kpis/engine/breaks.py")
    measures = {table: tuple(names) for table, names in one["measures"].items()}
    return Break(**{**one, "networks": tuple(one["networks"]), "measures": measures, "until": until})
