"""The KPIs: each `.sql` file of a casquette's folder, read once and checked.

A file opens with a comment that holds TOML; docs/architecture.md says what each key of it means. The rest is one SELECT to
(period, series, value, n), in the portable subset of docs/adr/0007; the names of the tables are shadowed by the statement
around it (`kpis/engine/query.py`), which applies the scope.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from math import inf
from pathlib import Path

from kpis import portable
from kpis.tables import DECIDED, DIMENSIONS, MENTION_FILTERS, MENTION_SOURCES, RECORDS, SHARED, TABLES, with_sources

HERE = Path(__file__).parent
# follows the durations that a KPI file of class median selects: their product-limit median
SURVIVAL = (HERE / "survival.sql").read_text(encoding="utf-8").strip()
CASQUETTES = ("animation", "relation", "vigilance", "impact", "steering")
UNITS = (
    "count",
    "percent",
    "points",
    "days",
    "hours",
    "working hours",
    "minutes",
    "euros",
    "ratio",
    "score",
    "stars",
    "level",
)
BETTER = ("higher", "lower", "range", "context")
CLASSES = ("stock", "flow", "ratio", "distinct", "median", "max")
INTERVALS = ("wilson", "clustered", "net", "mean", "count", "median", "census", "none")
SCREENS = (
    "overview",
    "audience",
    "visibility",
    "sentiment",
    "relation",
    "activity",
    "crisis",
    "search",
    "reviews",
    "impact",
)
ENDED = ("answered", "handled", "resolved", "passed_on", "acknowledged")  # how the cases of a median end
ACCESSES = ("sales", "after_sales", "production")
# by unit; of the others, 0 or more
BOUNDS = {"percent": (0.0, 100.0), "points": (-100.0, 100.0), "stars": (1.0, 5.0), "level": (0.0, 3.0)}
Filters = dict[str, str | tuple[str, ...]]


@dataclass(frozen=True)
class Kpi:
    """A KPI file, read and checked: its name, folder and SELECT, and then one field per header key."""

    id: str
    casquette: str
    sql: str
    title: dict[str, str]
    question: dict[str, str]
    formula: dict[str, str]
    unit: str
    better: str
    class_: str
    interval: str
    article: tuple[str, ...]
    needs: tuple[str, ...]
    screen: str = ""  # "" for the engine's own queries, which are not in the catalogue
    context: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    weeks: int = 1
    history: int = 0
    absent: str = ""
    across: bool = False
    carried_by: tuple[str, ...] = ()
    bounds: tuple[float, float] = (0.0, inf)
    access: tuple[str, ...] = ()
    family: str = ""
    counts: Filters = field(default_factory=dict)
    numerator: Filters = field(default_factory=dict)
    records: str = ""
    weight: str = ""
    looks_back: int = 0
    evidence: str | dict[str, str] = ""
    ended: str = ""
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def reads(self) -> tuple[str, ...]:
        """Every table that its SELECT names."""
        return (*self.needs, *self.context)

    @property
    def is_tested(self) -> bool:
        """Whether its changes are tested: those of a sample. An amount or what we did ourselves is what it is."""
        return self.interval not in ("none", "median")

    @property
    def is_whole(self) -> bool:
        """Whether its values are whole numbers."""
        return self.unit in ("count", "level")

    @property
    def varies(self) -> bool:
        """Whether it moves from week to week with nothing changed, though it has no interval: amounts, rates, delays.

        A stock of followers, and a count of what we did ourselves, is what it is.
        """
        if (
            self.interval not in ("none", "median", "census")
            or self.class_ in ("stock", "max")
            or "verdicts" in self.needs
        ):
            return False
        if set(self.needs) <= {"followers"}:
            return self.class_ == "flow"
        return self.unit != "count" and "source_days" not in self.needs

    @property
    def has_sample(self) -> bool:
        """Whether n counts cases, of which a verdict needs a least number: of a share, a rate or a median."""
        # n: accounts, days, objectives, reports, episodes
        census = {"followers", "source_days", "verdicts", "reports", "alert_terms"}
        return self.interval in ("wilson", "clustered", "net", "mean", "median", "census") or (
            self.class_ in ("ratio", "median") and not set(self.needs[:1]) <= census
        )

    @property
    def sample(self) -> str:
        """What n counts, in English, and what its evidence lists where that differs."""
        if isinstance(self.evidence, dict):
            return self.evidence["en"]
        table = self.needs[0]
        if TABLES[table].source not in MENTION_SOURCES:
            condition = " ".join(self.records.split())
            cases = f", {self.weight} each" if self.weight else ""
            return (f"{table} where {condition}" if condition else table) + cases
        if self.evidence == "numerator":
            return f"mentions of every brand compared; listed, of the brand: {_filters(self.counts)}"
        counted = f"mentions: {_filters(self.counts)}"
        return f"{counted}; listed: {_filters(self.numerator)}" if self.numerator else counted

    def __hash__(self) -> int:
        return hash(self.id)


_KEYS = {one.name.removesuffix("_"): one for one in fields(Kpi) if one.name not in ("id", "casquette", "sql")}
_REQUIRED = [key for key, one in _KEYS.items() if one.default is MISSING and one.default_factory is MISSING]


class KpiError(Exception):
    """A KPI file breaks the contract; the message names the file and the remedy."""


@cache
def catalogue() -> dict[str, Kpi]:
    """Every KPI by its id (the file's name), casquette by casquette."""
    found: dict[str, Kpi] = {}
    for casquette in CASQUETTES:
        for path in sorted((HERE / "indicators" / casquette).glob("*.sql")):
            if path.stem in found:
                raise KpiError(f"{path.name}: two KPIs are called {path.stem}; rename one file")
            found[path.stem] = read_kpi(path.read_text(encoding="utf-8"), id=path.stem, casquette=casquette)
            if not found[path.stem].screen:
                raise KpiError(f"{path.name}: the header lacks screen; add one of {_joined(SCREENS)}")
    return found


def counts_verdicts(name: str) -> bool:
    """Whether a KPI counts the verdicts of the others."""
    return "verdicts" in catalogue()[name].needs


@cache
def article_sentences() -> dict[str, str]:
    """The sentences quoted from the article, in French, by id."""
    return tomllib.loads((HERE / "article.toml").read_text(encoding="utf-8"))


def read_kpi(text: str, *, id: str, casquette: str, of_an_input: bool = False) -> Kpi:
    """Parse and check one KPI file. Raises KpiError.

    `of_an_input`: it fills a table that KPI files read (kpis/inputs), and may use DuckDB's own SQL.
    """
    parts = re.fullmatch(r"\s*/\*(.*?)\*/(.*)", text, re.DOTALL)
    if parts is None:
        raise KpiError(f"{id}.sql: does not begin with a /* … */ header; see docs/architecture.md")
    try:
        head = tomllib.loads(parts[1])
    except tomllib.TOMLDecodeError as error:
        raise KpiError(f"{id}.sql: its header is not valid TOML: {error}") from error
    _check(head, id)
    values = {_KEYS[key].name: _frozen(value) for key, value in head.items()}
    values.setdefault("by", _common_dimensions(head))
    values.setdefault("absent", "zero" if head["class"] in ("flow", "distinct") else "missing")
    values.setdefault("bounds", BOUNDS.get(head["unit"], (0.0, inf)))
    sql = parts[2].strip().rstrip(";")
    refused = "" if of_an_input else portable.checked_refusal(sql)
    if refused:
        raise KpiError(f"{id}.sql: {refused}")
    return Kpi(id=id, casquette=casquette, sql=_median_of(sql) if head["class"] == "median" else sql, **values)


def _median_of(durations: str) -> str:
    """The statement of a median: of durations, which a KPI file selects case by case, open cases included."""
    head = "-- one row per period and series: the product-limit median of the durations"
    return f"{head}\nwith durations as (\n{durations}\n),\n{SURVIVAL}"


def _frozen(value: object) -> object:
    """A value of TOML with tuples for lists."""
    if isinstance(value, dict):
        return {name: _frozen(one) for name, one in value.items()}
    return tuple(value) if isinstance(value, list) else value


def _common_dimensions(head: dict) -> tuple[str, ...]:
    """The dimensions that all tables of `needs` carry."""
    return tuple(name for name in DIMENSIONS if all(name in TABLES[table].dimensions for table in head["needs"]))


def _filters(wanted: Filters) -> str:
    """'share unique, sentiment positive or negative'; the sort order, which selects nothing, is not named."""
    conditions = [
        f"{name} {value if isinstance(value, str) else ' or '.join(value)}"
        for name, value in wanted.items()
        if name != "sort"
    ]
    return ", ".join(conditions) or "all"


def _joined(names: Iterable[object]) -> str:
    return ", ".join(map(str, names))


def _check(head: dict, id: str) -> None:
    """Every key known and present, every value one of its set. Raises KpiError."""
    unknown = set(head) - set(_KEYS)
    if unknown:
        raise KpiError(f"{id}.sql: unknown key {sorted(unknown)}; known keys: {sorted(_KEYS)}")
    lacking = [key for key in _REQUIRED if key not in head]
    if lacking:
        raise KpiError(f"{id}.sql: the header lacks {', '.join(lacking)}; see docs/architecture.md")
    for key in ("title", "question", "formula"):
        if set(head[key]) != {"en", "fr"}:
            raise KpiError(f"{id}.sql: {key} needs a text in en and one in fr")
    values = {
        "unit": UNITS,
        "better": BETTER,
        "class": CLASSES,
        "interval": INTERVALS,
        "weeks": (1, 4),
        "absent": ("zero", "missing"),
        "screen": SCREENS,
        "ended": ENDED,
    }
    for key, allowed in values.items():
        if key in head and head[key] not in allowed:
            raise KpiError(f"{id}.sql: {key} must be one of {_joined(allowed)}")
    for table in head["needs"]:
        if table not in TABLES:
            raise KpiError(f"{id}.sql: {table} is not a table that a KPI may read; use some of {sorted(TABLES)}")
    for table in head.get("context", ()):
        known = {*TABLES, *DECIDED, *SHARED}
        if table not in known:
            raise KpiError(f"{id}.sql: {table} is not a table that a KPI may read; use some of {sorted(known)}")
        named = {*SHARED, *head["needs"], *head["context"]}
        lacking = sorted(with_sources([table]) - named) if table in SHARED else ()
        if lacking:
            raise KpiError(f"{id}.sql: {table} is derived from {', '.join(lacking)}: name it in needs")
    is_median = head["class"] == "median"
    if is_median != (head["interval"] == "median") or is_median != ("ended" in head):
        raise KpiError(f"{id}.sql: class median, interval median and ended go together")
    for sentence in head["article"]:
        if sentence not in article_sentences():
            raise KpiError(f"{id}.sql: {sentence} is not a sentence of kpis/article.toml")
    for name in head.get("by", ()):
        if any(name not in TABLES[table].dimensions for table in head["needs"]):
            raise KpiError(f"{id}.sql: by {name}: its tables do not carry it; use some of {', '.join(DIMENSIONS)}")
    if not re.fullmatch(r"[a-z_]*", head.get("family", "")):
        raise KpiError(f"{id}.sql: family {head['family']}: use one word of small letters")
    for name in head.get("access", ()):
        if name not in ACCESSES:
            raise KpiError(f"{id}.sql: access {name}: use some of {_joined(ACCESSES)}")
    if "carried_by" in head and (not isinstance(head["carried_by"], list) or not head["carried_by"]):
        raise KpiError(f"{id}.sql: carried_by needs a list of networks, of which a source holds one")
    _check_bounds(head, id)
    _check_evidence(head, id)
    _check_parts(head, id)


def _check_parts(head: dict, id: str) -> None:
    """What each row adds to the figure: of a table that the KPI reads, or of the mentions that it counts by day."""
    if "parts" not in head:
        return
    parts = head["parts"]
    if not isinstance(parts, dict) or not all(isinstance(one, str) for one in parts.values()):
        raise KpiError(f"{id}.sql: parts needs SQL texts: of, where, numerator and, of a ratio, denominator")
    wanted = {"of", "where", "numerator", *(("denominator",) if head["class"] == "ratio" else ())}
    if set(parts) != wanted:
        raise KpiError(f"{id}.sql: parts of a {head['class']} needs {_joined(sorted(wanted))}, and nothing else")
    if head["class"] not in ("flow", "stock", "ratio"):
        raise KpiError(f"{id}.sql: a {head['class']} is no sum of parts")
    read = {*head["needs"], *head.get("context", ())}
    counts_mentions = any(TABLES[table].source in MENTION_SOURCES for table in head["needs"])
    if parts["of"] not in read and not (parts["of"] == "mentions" and counts_mentions):
        raise KpiError(f"{id}.sql: parts of {parts['of']}: it reads no such table; use one of {_joined(sorted(read))}")


def _check_bounds(head: dict, id: str) -> None:
    if "bounds" not in head:
        return
    bounds = head["bounds"]
    if not isinstance(bounds, list) or len(bounds) != 2 or not all(isinstance(one, int | float) for one in bounds):
        raise KpiError(f"{id}.sql: bounds needs the least and the most: [-100, inf]")
    if not bounds[0] < bounds[1]:
        raise KpiError(f"{id}.sql: bounds: the least ({bounds[0]}) is not below the most ({bounds[1]})")


def _check_evidence(head: dict, id: str) -> None:
    """The keys of the evidence fit the tables that the KPI reads. Raises KpiError."""
    reads_mentions = any(TABLES[table].source in MENTION_SOURCES for table in head["needs"])
    for key in ("counts", "numerator"):
        if key in head and not reads_mentions:
            raise KpiError(f"{id}.sql: {key} selects mentions, and it reads none; use records")
        if not isinstance(head.get(key, {}), dict):
            raise KpiError(f'{id}.sql: {key} needs a table of filters, such as {{share = "unique"}}')
        for name, wanted in head.get(key, {}).items():
            if name not in MENTION_FILTERS:
                raise KpiError(f"{id}.sql: {key} {name}: use some of {_joined(MENTION_FILTERS)}")
            is_list = name not in ("share", "sort")
            if is_list != isinstance(wanted, list):
                raise KpiError(f"{id}.sql: {key} {name} needs {'a list of values' if is_list else 'one value'}")
            for one in wanted if is_list else [wanted]:
                if one not in MENTION_FILTERS[name]:
                    raise KpiError(f"{id}.sql: {key} {name} must be of {_joined(MENTION_FILTERS[name])}")
    first = head["needs"][0]
    for key in ("records", "weight"):
        if key in head and (first not in RECORDS or reads_mentions):
            raise KpiError(f"{id}.sql: {key} selects records of a table, and {first} is not one; use counts")
        if not isinstance(head.get(key, ""), str):
            raise KpiError(f"{id}.sql: {key} needs SQL, as a text")
    looks_back = head.get("looks_back", 1)
    if not isinstance(looks_back, int) or looks_back < 1:
        raise KpiError(f"{id}.sql: looks_back must be a number of days, 1 or more")
    evidence = head.get("evidence", {"en": "", "fr": ""})
    if evidence == "numerator" and not head.get("across", False):
        raise KpiError(f"{id}.sql: evidence = 'numerator' is for KPIs across brands; name the part with numerator")
    if evidence != "numerator" and (not isinstance(evidence, dict) or set(evidence) != {"en", "fr"}):
        raise KpiError(f"{id}.sql: evidence must be 'numerator', or a reason in en and one in fr")
