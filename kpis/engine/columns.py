"""Which columns of the store a SELECT reads, by its own text: DuckDB parses it, and each name is looked up where it stands.

A column that a CTE hands on is read where the CTE takes it from its table; one behind a star where the outer query names
it. What an unqualified name may mean is every table of its FROM that has such a column: a reading too many, never one too
few.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from data.store import Store
from kpis.catalogue import Kpi
from kpis.engine.query import shared
from kpis.tables import INPUTS, SHARED, TABLES, with_sources

Column = tuple[str, str]  # of a table or view of the store: its name and the column's
NODES = ("SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE")


@dataclass(frozen=True)
class Reads:
    """`columns`: those that are read. `texts`: (table, column, text) of those that are compared with a text."""

    columns: frozenset[Column]
    texts: frozenset[tuple[str, str, str]]

    def texts_of(self, table: str, column: str) -> frozenset[str]:
        """The texts that a column is compared with; empty for a column of which every value counts."""
        return frozenset(text for one, name, text in self.texts if (one, name) == (table, column))


@dataclass
class _Output:
    """What a table, CTE or subquery gives: named columns with where they come from, and everything of others (a star)."""

    table: str = ""
    columns: frozenset[str] = frozenset()
    named: dict[str, frozenset[Column]] = field(default_factory=dict)
    stars: list[_Output] = field(default_factory=list)
    placed: list[tuple[str, frozenset[Column]]] = field(default_factory=list)  # the named columns in their order

    def place(self, name: str, made_of: frozenset[Column]) -> None:
        self.named[name] = made_of
        self.placed.append((name, made_of))

    def find(self, name: str) -> frozenset[Column] | None:
        """Where a column comes from; None if there is none of this name."""
        if name in self.columns:
            return frozenset({(self.table, name)})
        if name in self.named:
            return self.named[name]
        return next((found for one in self.stars if (found := one.find(name)) is not None), None)


@dataclass
class _Scope:
    """The tables that the names of one SELECT may mean, by alias, and those of the query around it."""

    sources: list[tuple[str, _Output]]
    around: _Scope | None = None

    def find(self, names: list[str]) -> frozenset[Column]:
        *qualifiers, name = names
        known = [output for alias, output in self.sources if not qualifiers or alias == qualifiers[-1]]
        found = [columns for output in known if (columns := output.find(name)) is not None]
        if found:
            return frozenset().union(*found)
        return self.around.find(names) if self.around is not None else frozenset()


class _Reading:
    """One pass over a parsed statement, which collects what is read."""

    def __init__(self) -> None:
        self.columns: set[Column] = set()
        self.texts: set[tuple[str, str, str]] = set()

    def query(self, node: dict, known: Mapping[str, _Output], around: _Scope | None) -> _Output:
        known = dict(known)
        for entry in (node.get("cte_map") or {}).get("map", ()):
            known[entry["key"].lower()] = self.query(entry["value"]["query"]["node"], known, around)
        if node["type"] != "SELECT_NODE":
            sides = [self.query(node[side], known, around) for side in ("left", "right") if side in node]
            placed = _together([one.placed for one in sides])
            stars = [star for one in sides for star in one.stars]
            return _Output(named=dict(placed), stars=stars, placed=placed)
        scope = _Scope([], around)
        if node.get("from_table"):
            self._from(node["from_table"], known, scope)
        output = _Output()
        for one in node["select_list"]:
            if one["type"] == "STAR":
                wanted = one["relation_name"]
                output.stars += [source for alias, source in scope.sources if not wanted or alias == wanted]
                for name, expression in _replaced(one):
                    output.place(name, self._expression(expression, known, scope))
            else:
                name = one["alias"] or (one["column_names"][-1] if one["type"] == "COLUMN_REF" else "")
                output.place(name.lower(), self._expression(one, known, scope))
        for part, value in node.items():
            if part not in ("select_list", "from_table", "cte_map"):
                self._expression(value, known, scope)
        return output

    def _from(self, node: dict, known: Mapping[str, _Output], scope: _Scope) -> None:
        if node["type"] == "JOIN":
            for side in ("left", "right"):
                self._from(node[side], known, scope)
            for name in node["using_columns"]:
                self.columns |= scope.find([name.lower()])
            self._expression(node["condition"], known, scope)
        elif node["type"] == "BASE_TABLE":
            name = node["table_name"].lower()
            scope.sources.append(((node["alias"] or name).lower(), known.get(name, _Output())))
        elif node["type"] == "SUBQUERY":
            scope.sources.append((node["alias"].lower(), self.query(node["subquery"]["node"], known, scope)))
        else:
            self._expression({key: value for key, value in node.items() if key != "type"}, known, scope)
            scope.sources.append((node.get("alias", "").lower(), _Output()))

    def _expression(self, node: object, known: Mapping[str, _Output], scope: _Scope) -> frozenset[Column]:
        """Read an expression; the columns in it."""
        if isinstance(node, list):
            return frozenset().union(*(self._expression(one, known, scope) for one in node))
        if not isinstance(node, dict):
            return frozenset()
        if node.get("type") in NODES:
            self.query(node, known, scope)
            return frozenset()
        if node.get("type") == "COLUMN_REF":
            names = [name.lower() for name in node["column_names"]]
            found = scope.find(names) or scope.find(names[:-1] if len(names) > 1 else names)  # a field of a struct
            self.columns |= found
            return found
        self._compared(node, scope)
        return frozenset().union(*(self._expression(one, known, scope) for one in node.values()))

    def _compared(self, node: dict, scope: _Scope) -> None:
        """Keep the texts that a column is compared with."""
        sides = [node["left"], node["right"]] if node.get("class") == "COMPARISON" else []
        if node.get("type") in ("COMPARE_IN", "COMPARE_NOT_IN"):
            sides = node["children"]
        columns = [one for one in sides if one.get("type") == "COLUMN_REF"]
        for one in columns:
            for table, column in scope.find([name.lower() for name in one["column_names"]]):
                self.texts |= {(table, column, text) for text in _texts(sides)}


def _together(each: list[list[tuple[str, frozenset[Column]]]]) -> list[tuple[str, frozenset[Column]]]:
    """The columns of a union: those of the first, with what stands at the same place in the others."""
    found = list(each[0]) if each else []
    for other in each[1:]:
        beside = [columns for _, columns in other] + [frozenset()] * len(found)
        found = [(name, columns | beside[at]) for at, (name, columns) in enumerate(found)]
    return found


def _replaced(star: dict) -> Iterable[tuple[str, dict]]:
    for one in star.get("replace_list") or ():
        yield one["key"].lower(), one["value"]


def _texts(sides: list[dict]) -> Iterable[str]:
    for one in sides:
        if one.get("type") == "VALUE_CONSTANT" and isinstance(one["value"].get("value"), str):
            yield one["value"]["value"]


def parsed(store: Store, sql: str) -> dict | None:
    """The tree of a SELECT; None where the text is not one."""
    found = json.loads(store.value("select json_serialize_sql(?)", [sql]))
    return None if found["error"] else found["statements"][0]["node"]


def columns_of(store: Store) -> dict[str, frozenset[str]]:
    """Table or view of the store -> its columns."""
    rows = store.rows(
        "select table_name, list(column_name) as names from duckdb_columns() where not internal group by all"
    )
    return {row["table_name"]: frozenset(name.lower() for name in row["names"]) for row in rows}


def read_by(store: Store, sql: str) -> Reads | None:
    """What a SELECT over the tables and views of the store reads by name (what a star gives is not named); None where the
    text is no SELECT."""
    tree = parsed(store, sql)
    if tree is None:
        return None
    reading = _Reading()
    reading.query(tree, _every(store), None)
    return Reads(frozenset(reading.columns), frozenset(reading.texts))


def lineage(store: Store, sql: str, names: Iterable[str]) -> tuple[dict[str, frozenset[Column]], frozenset[Column]]:
    """Of a SELECT (a view): each of its columns -> those that it is made of; and those that only choose its rows."""
    reading = _Reading()
    output = reading.query(_tree(store, sql), _every(store), None)
    found = {name: output.find(name) or frozenset() for name in names}
    return found, frozenset(reading.columns - frozenset().union(*found.values()))


def _every(store: Store) -> dict[str, _Output]:
    return {name: _Output(name, columns) for name, columns in columns_of(store).items()}


def read_by_kpi(store: Store, kpi: Kpi) -> Reads:
    """What the SELECT of a KPI reads of the tables and views of the store, through the tables that KPIs share."""
    found = _of_kpis.get(kpi.sql)
    if found is None:
        found = _of_kpis[kpi.sql] = _of_kpi(store, kpi)
    return found


_of_kpis: dict[str, Reads] = {}  # every store has the same tables: a text reads the same of each


def _of_kpi(store: Store, kpi: Kpi) -> Reads:
    columns, reading, names = columns_of(store), _Reading(), with_sources(kpi.reads)
    known = {
        name: _Output(table.source, columns.get(table.source, frozenset()))
        for name, table in TABLES.items()
        if name in names and name not in INPUTS
    }
    for name in (one for one in SHARED if one in names):
        known[name] = reading.query(_tree(store, shared(name)), known, None)
    reading.query(_tree(store, kpi.sql), known, None)
    return Reads(frozenset(reading.columns), frozenset(reading.texts))


def _tree(store: Store, sql: str) -> dict:
    tree = parsed(store, sql)
    assert tree is not None, sql
    return tree
