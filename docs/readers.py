"""Who reads each column that is loaded: KPIs by their SELECTs, screens, reports and derived tables by the SQL they hold.

A column of a view is followed to the columns of records that it is made of (kpis/engine/columns.py). SQL in Python is
parsed with a number in place of each expression; what is a part of a statement is read word by word, for the tables that
its file names.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from data.store import Store
from kpis.catalogue import Kpi, catalogue
from kpis.engine import columns
from kpis.engine.columns import Column
from kpis.tables import INPUTS, TABLES, with_sources

ROOT = Path(__file__).parent.parent
# rooms whose SQL makes figures, lists, charts or documents, or what these read; loaders and migrations only keep records
ROOMS = (
    "app_pages",
    "ui",
    "reports",
    "watch",
    "kpis/analysis",
    "kpis/inputs",
    "kpis/lineage",
    "data/derived",
    "data/rollup.sql",
)
LEDGER = ("upload_id", "part", "record", "state", "identity")  # what says where a record comes from
SAID = re.compile(r"\bselect\b|\bwhere\b|\bis (not )?null\b|\bcase when\b|= '|\blist_contains\b|\b(group|order) by\b")
_NAMED = re.compile(r"\b(?:from|join)\s+(?:main\.)?([a-z_]+)", re.IGNORECASE)


def readers(store: Store) -> tuple[dict[Column, set[str]], dict[Column, set[str]]]:
    """Column of records -> the KPIs that read it, and the files that do."""
    follow = _Views(store)
    by_kpi: dict[Column, set[str]] = defaultdict(set)
    by_file: dict[Column, set[str]] = defaultdict(set)
    for kpi in catalogue().values():
        for column in follow.records(columns.read_by_kpi(store, kpi).columns | _of_scope(kpi)):
            by_kpi[column].add(kpi.id)
    for path, texts in _held():
        for column in follow.records(_read_in(store, texts, follow.columns)):
            by_file[column].add(path)
    return by_kpi, by_file


def _of_scope(kpi: Kpi) -> frozenset[Column]:
    """What the statement around a KPI reads: the day, the brand, and what the KPI can be filtered or broken down by."""
    sources = {TABLES[name].source for name in with_sources(kpi.reads) if name in TABLES and name not in INPUTS}
    return frozenset((source, name) for source in sources for name in ("day", "brand", *kpi.by))


class _Views:
    """The columns of the store's views, followed to those of its tables."""

    def __init__(self, store: Store) -> None:
        self.columns = columns.columns_of(store)
        self.made: dict[Column, frozenset[Column]] = {}
        texts = {
            row["view_name"]: re.sub(r"(?is)^\s*create\s+view\s+\S+\s*(\([^)]*\))?\s+as\s+", "", row["sql"]).rstrip(
                "; \n"
            )
            for row in store.rows("select view_name, sql from duckdb_views() where not internal")
        }
        rollup = (ROOT / "data" / "rollup.sql").read_text(encoding="utf-8")
        texts["mention_days"] = rollup[rollup.index("\nselect") :].rstrip("; \n")
        for name, text in texts.items():
            found, chosen = columns.lineage(store, text, self.columns[name])
            for column, made_of in found.items():
                self.made[name, column] = made_of | chosen

    def records(self, wanted: frozenset[Column]) -> set[Column]:
        found, left = set(), set(wanted)
        while left:
            one = left.pop()
            if one in found:
                continue
            found.add(one)
            left |= self.made.get(one, frozenset())
        return found


def _held() -> Iterator[tuple[str, list[str]]]:
    """File -> the texts of it that are SQL."""
    for room in ROOMS:
        path = ROOT / room
        for file in sorted(path.rglob("*.py")) + sorted(path.rglob("*.sql")) if path.is_dir() else [path]:
            text = file.read_text(encoding="utf-8")
            texts = list(_strings(text)) if file.suffix == ".py" else [text]
            yield file.relative_to(ROOT).as_posix(), [one for one in texts if SAID.search(one)]


def _strings(code: str) -> Iterator[str]:
    """The texts of a module, its docstrings apart; of an f-string, with 1 in place of each expression."""
    tree = ast.parse(code)
    skipped = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "1" for part in node.values)
            skipped |= {id(part) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node.value


def _read_in(store: Store, texts: list[str], known: dict[str, frozenset[str]]) -> frozenset[Column]:
    named = {name.lower() for text in texts if "select" in text for name in _NAMED.findall(text)} & set(known)
    found: set[Column] = set()
    for text in texts:
        whole = columns.read_by(store, text.strip().rstrip(";"))
        if whole is not None:
            found |= whole.columns
        else:
            words = set(re.findall(r"\w+", text.lower()))
            mine = {name.lower() for name in _NAMED.findall(text)} & set(known) if "select" in text else set()
            found |= {(table, name) for table in mine or named for name in known[table] & words}
    return frozenset(found)
