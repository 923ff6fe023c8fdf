"""Fingerprints of what the store holds: of each table or view that figures read, week by week and as a whole.

Two states of a store with the same fingerprints give the same figures, whatever was written, undone or restored between
them. A fingerprint is computed from the rows, and again only after a write whose statements named a table that they come
from (data/touched.py): a write that changed nothing leaves every figure kept.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from weakref import WeakKeyDictionary

from data.store import Store
from kpis.engine.coverage import source_days
from kpis.tables import TABLES

SIZE = 16  # bytes of a fingerprint: two different states share one with a chance of 2⁻⁶⁴ at most
DATED = frozenset(table.source for name, table in TABLES.items() if name not in ("verdicts", "source_days"))
# fingerprints that are of no single table
COVERAGE, VOICES, WINDOWS = "days expected of each source", "brands with data", "windows of each source"
# of which a figure of one brand reads its own rows alone, unless its KPI compares brands (tests/kpis/engine/test_brands_apart.py)
BY_BRAND = frozenset(
    (
        "mentions",
        "mention_days",
        "sentiment_days",
        "story_bursts",
        "coverage",
        "source_rhythms",
        COVERAGE,
        WINDOWS,
    )
)
_QUERIES = {
    COVERAGE: "with {source_days} "
    "select date_trunc('week', day) as week, t.brand, t.table_name as part, {hashed} from all_source_days as t group by all",
    VOICES: "select null as week, null as brand, null as part, {hashed} from (select distinct table_name, brand from main.coverage) as t",
    WINDOWS: "with {source_days} select null as week, t.brand, t.table_name as part, {hashed} from sources as t group by all",
}
_READ = {
    COVERAGE: ("coverage", "upload_parts"),
    VOICES: ("coverage",),
    WINDOWS: ("coverage", "upload_parts"),
}
_HASHED = "count(*) as number, sum(hash(t)) as hashes, bit_xor(hash(t, 1)) as others"


@dataclass
class _Print:
    """`as_of`: the version of the store from which on no write touched what it was computed from. `cells`: by brand, part (of
    COVERAGE and WINDOWS, a table of records) and week; None: of none. `weeks`, `wholes`: those of some brands and parts."""

    as_of: int
    cells: dict[tuple[str | None, str | None, date | None], bytes]
    weeks: dict[tuple, dict[date, bytes]] = field(default_factory=dict)
    wholes: dict[tuple, bytes] = field(default_factory=dict)

    def of(self, brands: tuple[str, ...], parts: tuple[str, ...]) -> list[tuple[str, str, date | None, bytes]]:
        """The cells of some brands and parts, of every one where none is named, in an order of their own."""
        return sorted(
            (
                (str(brand), str(part), week, cell)
                for (brand, part, week), cell in self.cells.items()
                if (not brands or brand in brands) and (not parts or part is None or part in parts)
            ),
            key=str,
        )


@dataclass
class Contents:
    """The fingerprints of one store."""

    store: Store
    turn: threading.RLock = field(default_factory=threading.RLock)
    prints: dict[str, _Print] = field(default_factory=dict)
    bases: dict[str, frozenset[str]] = field(default_factory=dict)

    def weeks(self, name: str, brands: tuple[str, ...] = (), parts: tuple[str, ...] = ()) -> Mapping[date, bytes]:
        """Monday -> the fingerprint of the rows of its week, of some brands where `name` is one of BY_BRAND, and of some tables
        of records where it is of sources; weeks without rows have none."""
        found, brands = self._print(name), brands if name in BY_BRAND else ()
        known = found.weeks.get((brands, parts))
        if known is None:
            by_week: dict[date, list] = {}
            for brand, part, week, cell in found.of(brands, parts):
                if week is not None:
                    by_week.setdefault(week, []).append((brand, part, cell))
            known = found.weeks[brands, parts] = {week: _digest(*cells) for week, cells in by_week.items()}
        return known

    def whole(self, name: str, brands: tuple[str, ...] = (), parts: tuple[str, ...] = ()) -> bytes:
        """The fingerprint of every row, of these brands and tables of records as `weeks` has them."""
        found, brands = self._print(name), brands if name in BY_BRAND else ()
        known = found.wholes.get((brands, parts))
        if known is None:
            known = found.wholes[brands, parts] = _digest(*found.of(brands, parts))
        return known

    def _print(self, name: str) -> _Print:
        with self.turn:
            version = self.store.version  # before the rows are read: a write meanwhile makes it old
            known = self.prints.get(name)
            if known is None or self.store.is_touched(self._bases(name), known.as_of):
                self.prints[name] = known = self._computed(name, version)
            return known

    def _computed(self, name: str, version: int) -> _Print:
        week = "date_trunc('week', t.day)" if name in DATED else "null"
        brand = "t.brand" if name in BY_BRAND else "null"
        plain = f"select {week} as week, {brand} as brand, null as part, {_HASHED} from main.{name} as t group by 1, 2"
        query = _QUERIES.get(name, plain).format(hashed=_HASHED, source_days=source_days())
        cells: dict[tuple[str | None, str | None, date | None], bytes] = {}
        for row in self.store.rows(query):
            moment = row["week"].date() if hasattr(row["week"], "date") else row["week"]
            cells[row["brand"], row["part"], moment] = _digest(row["number"], row["hashes"], row["others"])
        return _Print(version, cells)

    def _bases(self, name: str) -> frozenset[str]:
        """The tables and views that the rows of one come from, itself included: every one that its text names."""
        if not self.bases:
            self.bases = _named(self.store)
        return self.bases.get(name) or frozenset().union(*(self.bases[one] | {one} for one in _READ[name]))


_contents: WeakKeyDictionary[Store, Contents] = WeakKeyDictionary()
_opening = threading.Lock()


def contents(store: Store) -> Contents:
    """The fingerprints of a store, shared by its threads."""
    with _opening:
        return _contents.setdefault(store, Contents(store))


def _named(store: Store) -> dict[str, frozenset[str]]:
    tables = {row["table_name"] for row in store.rows("select table_name from duckdb_tables() where not internal")}
    views = {
        row["view_name"]: set(re.findall(r"\w+", row["sql"].lower()))
        for row in store.rows("select view_name, sql from duckdb_views() where not internal")
    }
    known = tables | set(views)
    found = {name: {name} for name in tables} | {name: {name} | (words & known) for name, words in views.items()}
    for _ in views:  # as often as views can stand upon views
        found = {name: one.union(*(found[other] for other in one)) for name, one in found.items()}
    return {name: frozenset(one) for name, one in found.items()}


def _digest(*parts: object) -> bytes:
    return blake2b(repr(parts).encode(), digest_size=SIZE).digest()
