"""The KPIs: each `.sql` file of a casquette's folder, read once and checked.

A file opens with a comment that holds TOML:

    title.en / .fr      what the KPI is called
    question.en / .fr   what it answers
    formula.en / .fr    how it is computed, in words
    unit                count | percent (a share of 1) | points | days | hours | minutes | euros | ratio | score | level
    better              higher | lower | range | context (followed, never judged)
    class               stock | flow | ratio | distinct | median | max
    interval            wilson | net | census | none: the 95 % interval that the runner adds from value and n; a census is
                        a share whose every case was counted: it has none, and yet its changes are tested, and under ten
                        cases it has no verdict
    article             ids of the article's sentences (kpis/article.toml) that it serves
    needs               tables that it reads (kpis/tables.py); a day counts where the uploads cover each of them
    beside              tables that it reads beside those: complements, whose coverage a figure does not wait for; what
                        the organisation settled (working hours, promises, a publishing plan); and tables that several
                        KPIs derive alike from those that they need (follower_counts, post_engagement, …)
    by                  what it can be broken down by; default: whatever its tables carry
    weeks               1 | 4: complete weeks that a verdict looks at
    history             days before the scope that the file also reads
    absent              zero | missing: what a covered period without a row is
    across              true: the file compares brands (it may name `voices`, one row per brand compared), so that a day
                        counts only where all of them are covered

The rest is one SELECT to (period, series, value, n), in the portable subset of docs/adr/0007; the names of the tables
are shadowed by the statement around it (`kpis/query.py`), which applies the scope.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kpis.tables import DIMENSIONS, SETTLED, SHARED, TABLES, with_sources

HERE = Path(__file__).parent
CASQUETTES = ("animation", "relation", "vigilance", "impact", "steering")
UNITS = ("count", "percent", "points", "days", "hours", "minutes", "euros", "ratio", "score", "level")
BETTER = ("higher", "lower", "range", "context")
CLASSES = ("stock", "flow", "ratio", "distinct", "median", "max")
INTERVALS = ("wilson", "net", "census", "none")
_REQUIRED = ("title", "question", "formula", "unit", "better", "class", "interval", "article", "needs")
_OPTIONAL = ("beside", "by", "weeks", "history", "absent", "across")


@dataclass(frozen=True)
class Kpi:
    """A KPI file, read and checked."""

    id: str
    casquette: str
    title: dict[str, str]
    question: dict[str, str]
    formula: dict[str, str]
    unit: str
    better: str
    class_: str
    interval: str
    article: tuple[str, ...]
    needs: tuple[str, ...]
    beside: tuple[str, ...]
    by: tuple[str, ...]
    weeks: int
    history: int
    absent: str
    across: bool
    sql: str

    @property
    def reads(self) -> tuple[str, ...]:
        """Every table that its SELECT names."""
        return (*self.needs, *self.beside)

    def __hash__(self) -> int:
        return hash(self.id)


class KpiError(Exception):
    """A KPI file that breaks the contract: names the file and the remedy."""


@cache
def catalogue() -> dict[str, Kpi]:
    """Every KPI by its id (the file's name), casquette by casquette."""
    found: dict[str, Kpi] = {}
    for casquette in CASQUETTES:
        for path in sorted((HERE / casquette).glob("*.sql")):
            if path.stem in found:
                raise KpiError(f"{path.name}: two KPIs are called {path.stem}; rename one file")
            found[path.stem] = read_kpi(path.read_text(encoding="utf-8"), id=path.stem, casquette=casquette)
    return found


def of_verdicts(name: str) -> bool:
    """Whether a KPI counts the verdicts of the others."""
    return "verdicts" in catalogue()[name].needs


@cache
def sentences() -> dict[str, str]:
    """The article's sentences by id, in French, as quoted."""
    return tomllib.loads((HERE / "article.toml").read_text(encoding="utf-8"))


def read_kpi(text: str, *, id: str, casquette: str) -> Kpi:
    """Parse and check one KPI file."""
    parts = re.fullmatch(r"\s*/\*(.*?)\*/(.*)", text, re.DOTALL)
    if parts is None:
        raise KpiError(f"{id}.sql: begins with no /* … */ header; see kpis/catalogue.py")
    try:
        head = tomllib.loads(parts[1])
    except tomllib.TOMLDecodeError as error:
        raise KpiError(f"{id}.sql: its header is no TOML: {error}") from error
    _check(head, id)
    carried = [name for name in DIMENSIONS if all(name in TABLES[table].dimensions for table in head["needs"])]
    return Kpi(
        id=id,
        casquette=casquette,
        title=head["title"],
        question=head["question"],
        formula=head["formula"],
        unit=head["unit"],
        better=head["better"],
        class_=head["class"],
        interval=head["interval"],
        article=tuple(head["article"]),
        needs=tuple(head["needs"]),
        beside=tuple(head.get("beside", ())),
        by=tuple(head.get("by", carried)),
        weeks=head.get("weeks", 1),
        history=head.get("history", 0),
        absent=head.get("absent", "zero" if head["class"] in ("flow", "distinct") else "missing"),
        across=head.get("across", False),
        sql=parts[2].strip().rstrip(";"),
    )


def _check(head: dict, id: str) -> None:
    """Every key known and present, every value one of its set."""
    unknown = set(head) - {*_REQUIRED, *_OPTIONAL}
    if unknown:
        raise KpiError(f"{id}.sql: unknown key {sorted(unknown)}; known keys: {sorted((*_REQUIRED, *_OPTIONAL))}")
    lacking = [key for key in _REQUIRED if key not in head]
    if lacking:
        raise KpiError(f"{id}.sql: the header lacks {', '.join(lacking)}")
    for key in ("title", "question", "formula"):
        if set(head[key]) != {"en", "fr"}:
            raise KpiError(f"{id}.sql: {key} needs a text in en and one in fr")
    sets = (
        ("unit", UNITS), ("better", BETTER), ("class", CLASSES), ("interval", INTERVALS), ("weeks", (1, 4)),
        ("absent", ("zero", "missing")),
    )  # fmt: skip
    for key, allowed in sets:
        if key in head and head[key] not in allowed:
            raise KpiError(f"{id}.sql: {key} must be one of {', '.join(map(str, allowed))}")
    for table in head["needs"]:
        if table not in TABLES:
            raise KpiError(f"{id}.sql: {table} is no table that a KPI may read; those are {sorted(TABLES)}")
    for table in head.get("beside", ()):
        if table not in {*TABLES, *SETTLED, *SHARED}:
            raise KpiError(
                f"{id}.sql: {table} is no table that a KPI may read; those are {sorted({*TABLES, *SETTLED, *SHARED})}"
            )
        lacking = sorted(with_sources([table]) - {*SHARED, *head["needs"]}) if table in SHARED else ()
        if lacking:
            raise KpiError(f"{id}.sql: {table} is derived from {', '.join(lacking)}: name it in needs")
    for sentence in head["article"]:
        if sentence not in sentences():
            raise KpiError(f"{id}.sql: {sentence} is no sentence of kpis/article.toml")
    for name in head.get("by", ()):
        if any(name not in TABLES[table].dimensions for table in head["needs"]):
            raise KpiError(f"{id}.sql: by {name}: its tables do not carry it; use some of {', '.join(DIMENSIONS)}")
