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
COVERAGE, VOICES = "days expected of each source", "brands with data"  # fingerprints that are of no single table
_QUERIES = {
    COVERAGE: "with {source_days} select date_trunc('week', day) as week, {hashed} from all_source_days as t group by 1",
    VOICES: "select null as week, {hashed} from (select distinct table_name, brand from main.coverage) as t",
}
_READ = {COVERAGE: ("coverage", "upload_parts"), VOICES: ("coverage",)}
_HASHED = "count(*) as number, sum(hash(t)) as hashes, bit_xor(hash(t, 1)) as others"


@dataclass
class _Print:
    """`as_of`: the version of the store from which on no write touched what it was computed from."""

    as_of: int
    weeks: dict[date, bytes]
    whole: bytes


@dataclass
class Contents:
    """The fingerprints of one store."""

    store: Store
    turn: threading.RLock = field(default_factory=threading.RLock)
    prints: dict[str, _Print] = field(default_factory=dict)
    bases: dict[str, frozenset[str]] = field(default_factory=dict)

    def weeks(self, name: str) -> Mapping[date, bytes]:
        """Monday -> the fingerprint of the rows of its week; weeks without rows have none."""
        return self._print(name).weeks

    def whole(self, name: str) -> bytes:
        """The fingerprint of every row."""
        return self._print(name).whole

    def _print(self, name: str) -> _Print:
        with self.turn:
            version = self.store.version  # before the rows are read: a write meanwhile makes it old
            known = self.prints.get(name)
            if known is None or self.store.is_touched(self._bases(name), known.as_of):
                self.prints[name] = known = self._computed(name, version)
            return known

    def _computed(self, name: str, version: int) -> _Print:
        week = "date_trunc('week', t.day)" if name in DATED else "null"
        plain = f"select {week} as week, {_HASHED} from main.{name} as t group by 1"
        query = _QUERIES.get(name, plain).format(hashed=_HASHED, source_days=source_days())
        rows = self.store.rows(query)
        weeks = {row["week"]: _digest(row["number"], row["hashes"], row["others"]) for row in rows}
        weeks = {moment.date() if hasattr(moment, "date") else moment: one for moment, one in weeks.items()}
        return _Print(version, weeks, _digest(*sorted((str(moment), one) for moment, one in weeks.items())))

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
