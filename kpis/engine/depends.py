"""What the figures of a week depend on, as fingerprints: a kept figure is right as long as they are the same.

A KPI that reads nothing but tables whose rows the engine joins to the day's period, depends on the rows of the week's days
(for four weeks, of these) and on the days expected of each source in them. Every other one depends on whole tables: one
that finds its own days (followers, past mentions), needs what people decided, or reads what is evaluated over a history.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from data.store import Store
from kpis.catalogue import Kpi
from kpis.engine.check import Request
from kpis.engine.contents import COVERAGE, DATED, SIZE, VOICES, WINDOWS, Contents, contents
from kpis.engine.scope import Scope
from kpis.tables import INPUTS, TABLES, with_sources

WEEK = timedelta(days=7)
ROOT = Path(__file__).parent.parent.parent
ALWAYS = ("brands", VOICES)  # every figure depends on which brands there are
LIBRARIES = ("duckdb", "numpy", "pandas", "holidays", "tzdata", "pyarrow")  # whose new versions may compute otherwise

# what the functions that fill the input tables read, beside what follows from the days of their KPI
HISTORY = ("story_bursts", "mention_families", WINDOWS, "settings", "decisions", *sorted(DATED))
INPUT_READS = {
    "working_days": ("settings", "conversations"),
    "promises": ("settings",),
    "planned_weeks": ("publishing_plans", "brands"),
    "press_lists": ("decisions",),
    "watch_days": HISTORY,
    "alert_terms": (*HISTORY, "watch_episodes", "watch_actions", "watch_messages"),
    "burst_days": HISTORY,
    "term_weeks": (*HISTORY, "blanked_records"),
}
DATELESS = {"working_days", "promises", "planned_weeks", "press_lists"}  # inputs that do not ask which day it is


def tokens(request: Request, found: Contents, mondays: list[date]) -> list[bytes]:
    """The fingerprint of each week's dependencies; `request`: of weeks or four weeks, for named brands."""
    kpi, scope = request.kpi, request.scope
    dated, whole = _reads(kpi, has_sources=bool(scope.sources), has_filters=bool(scope.filters))
    brands = () if kpi.across else scope.brands
    common = _hash(code(), *(found.whole(name, brands) for name in (*whole, *ALWAYS)))
    before = 3 if request.grain == "four weeks" else 0
    weekly = [*(found.weeks(name, brands) for name in dated), found.weeks(COVERAGE, brands, _covers(kpi))]
    asks_the_day = _asks_the_day(kpi)
    result = []
    for monday in mondays:
        # a week is over, and all of it told, a week after its last day (`reported_on` of kpis/engine/query.py)
        is_open = asks_the_day or monday + 2 * WEEK >= scope.reference
        own = [one.get(monday - WEEK * back, b"") for one in weekly for back in range(before + 1)]
        result.append(_hash(common, str(scope.reference).encode() if is_open else b"", *own))
    return result


def state(store: Store, kpi: Kpi, scope: Scope, *, by: str = "brand") -> bytes:
    """The fingerprint of all that any figure of a KPI for the scope's brands depends on, beside its request, whatever its
    days. Of a KPI that counts verdicts, it is that of no state: they rest on other KPIs."""
    # whether a network or a language was ever told of is asked of every brand
    brands = () if kpi.across or scope.filters else scope.brands
    has_sources = bool(scope.sources) or by == "source"
    dated, whole = _reads(kpi, has_sources=has_sources, has_filters=bool(scope.filters) or by != "brand")
    if "verdicts" in kpi.reads:
        return _hash(str(store.version).encode())
    return state_of(store, (*dated, *whole), brands, _covers(kpi))


def state_of(store: Store, names: tuple[str, ...], brands: tuple[str, ...], parts: tuple[str, ...] = ()) -> bytes:
    """The fingerprint of tables (of contents.BY_BRAND: of these brands' rows, of all where none is named), of the days
    expected of their sources (of some tables of records: `parts`) and of which brands there are."""
    found = contents(store)
    tables = [found.whole(name, brands) for name in (*names, *ALWAYS)]
    return _hash(code(), *tables, found.whole(COVERAGE, brands, parts))


@cache
def _covers(kpi: Kpi) -> tuple[str, ...]:
    """The tables of records whose sources say which days of a KPI are known; empty: those of any table."""
    read = [name for name in with_sources(kpi.reads) if name in TABLES]
    if set(kpi.reads) & set(INPUTS) - DATELESS or not all(TABLES[name].proof for name in read):
        return ()
    return tuple(sorted({proof for name in read for proof in TABLES[name].proof}))


@cache
def _asks_the_day(kpi: Kpi) -> bool:
    """Whether figures of a past week may be others tomorrow: rows up to the reference day reach the KPI."""
    read = with_sources(kpi.reads)
    undated = any(name in TABLES and not TABLES[name].dated for name in read)
    return undated or "$today" in kpi.sql or bool(read & (set(INPUTS) - DATELESS))


@cache
def _reads(kpi: Kpi, *, has_sources: bool, has_filters: bool = True) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a KPI reads in the days of a week alone, and what it reads in whole."""
    dated, whole = set(), set()
    for name in with_sources(kpi.reads):
        if name in INPUT_READS:
            whole.update(INPUT_READS[name])
        if name == "source_days":
            whole.update((WINDOWS, "source_rhythms", "followers"))
        elif name in TABLES and name not in INPUTS:
            (dated if TABLES[name].dated else whole).add(TABLES[name].source)
    if "post_days" in kpi.reads:  # which of its days are known follows from the days before and after them
        whole.update(("account_days", "post_days"))
    if not has_filters:  # the stories of a part of the mentions are counted anew, those of a whole brand are kept
        whole.discard("mention_families")
    if has_sources and "mention_days" in kpi.reads:  # counted from the mentions themselves
        dated.add("mentions")
    words = set(re.findall(r"\w+", kpi.sql.lower()))
    whole |= {name for name in ("coverage", "upload_parts", "uploads", "settings", "decisions") if name in words}
    return tuple(sorted(dated - whole)), tuple(sorted(whole))


@cache
def code() -> bytes:
    """A hash of every definition in the program: KPIs are told apart by their text as well (kept_weeks.py)."""
    folders = ("kpis/engine", "kpis/inputs", "data/decisions", "data/watch")
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob("*")) if path.suffix in _TEXTS]
    files += [ROOT / name for name in ("kpis/catalogue.py", "kpis/tables.py", "kpis/survival.sql", "data/schema.sql")]
    versions = [f"{name} {_version(name)}".encode() for name in LIBRARIES]
    return _hash(*versions, *(path.read_bytes() for path in files))


_TEXTS = (".py", ".sql", ".txt", ".toml")


def _version(name: str) -> str:
    try:
        return version(name)
    except ModuleNotFoundError:
        return ""


def _hash(*parts: bytes) -> bytes:
    whole = blake2b(digest_size=SIZE)
    for part in parts:
        whole.update(len(part).to_bytes(8, "little") + part)
    return whole.digest()
