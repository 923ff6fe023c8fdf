"""The frozen model of a report: everything that any of its faces says, as plain values and finished texts.

A face (page, PDF, slides, e-mail, workbook) draws this and nothing else: it opens no store and computes no figure, so
that a report opened again years later is the one that was issued, whatever the program says by then. Hence each
figure stands here twice: as a number, for native charts and workbooks, and as the text in the language of the report.

Numbers are in the scale of the KPI's values (0.95 for 95 %); None is "not known", never 0. Days are ISO dates, moments
ISO 8601 in the time zone of the store. Texts are data: a face escapes them for its own markup.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import math
import types
import typing
from dataclasses import dataclass
from typing import Any

VERSION = 1  # of the shape of the model: a face draws every version that was ever issued
KINDS = ("week", "month", "quarter", "comparison")
PAGES = ("cover", "scorecard", "why", "watch", "competitors", "follow_up")


@dataclass(frozen=True)
class Title:
    """The three parts of a chart's title: brand and perimeter; measure *in unit*; period and comparison."""

    who: str
    measure: str
    period: str


@dataclass(frozen=True)
class Point:
    """A period or a day of a chart. `label`: "S39" or "21/09"; `text`: the value as it is printed.

    state: complete | partial | running | missing. `year`: the same period a year before. `expected`, `most`: of a day
    of the watch, what is usual and the most that chance explains.
    """

    label: str
    since: str
    value: float | None
    text: str
    low: float | None = None
    high: float | None = None
    target: float | None = None
    target_high: float | None = None
    year: float | None = None
    expected: float | None = None
    most: float | None = None
    state: str = "complete"


@dataclass(frozen=True)
class Note:
    """Something that happened, beside its point: `at` is the label of the point, `text` at most some forty signs."""

    at: str
    day: str
    text: str


@dataclass(frozen=True)
class Trend:
    """A series over time. unit: percent | points | count | hours | minutes | rank | … as the KPI's header says.

    `target_text`: "objectif ≥ 45 %", written beside the target's line. `alt`: what the picture shows, in words.
    """

    title: Title
    unit: str
    decimals: int
    points: tuple[Point, ...]
    notes: tuple[Note, ...] = ()
    target_text: str = ""
    alt: str = ""


@dataclass(frozen=True)
class Bar:
    """A brand, network or part. `is_own`: the brand of the report. `before`: the same in the period compared with."""

    label: str
    value: float | None
    text: str
    low: float | None = None
    high: float | None = None
    before: float | None = None
    n: float | None = None
    is_own: bool = False
    link: str = ""


@dataclass(frozen=True)
class Bars:
    """Horizontal bars, the longest first; `absence`: why there are none. `is_open`: of a period that still runs."""

    title: Title
    unit: str
    decimals: int
    bars: tuple[Bar, ...]
    alt: str = ""
    absence: str = ""
    is_open: bool = False


@dataclass(frozen=True)
class Table:
    """A table of finished texts. `numbers`: the columns that stand right; `links`: one per row, "" without.

    `absence`: the sentence that stands where there are no rows. `more`: how many rows were left out.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    numbers: tuple[int, ...] = ()
    links: tuple[str, ...] = ()
    absence: str = ""
    more: int = 0


@dataclass(frozen=True)
class Figure:
    """A KPI of the period with everything that is said of it.

    better: higher | lower | range | context. status: met | near | behind | undecided | unjudged | none; `reason`: why there is no
    verdict. `change`: against `compared_with` ("sem. 38"), absolute, in the KPI's own scale; `is_clear`: more than chance.
    `year`: a year before. `target`, `target_high`: None without. `days`: "31 août – 27 septembre" where these are not the
    period's own. `bands`: the three ends of the grey ranges of its bullet, from worst to best; empty where a bullet would
    say nothing: the upper end of each range, from the worst to the best; a scale begins at 0. `link`: the address of its
    evidence. `is_main`: of the main figures of the role. `message`: the sentence on it, as a person wrote it where one did. `arrow_text`: the change as
    the screens show it ("↑ +12 %", "stable"), where `change_text` is the difference itself, whether or not it is clear.
    `is_counted`: an objective is counted by it; of KPIs of one idea one is, of those without a target none.
    """

    kpi: str
    channel: str
    casquette: str
    label: str
    unit: str
    decimals: int
    better: str
    value: float | None
    text: str
    low: float | None = None
    high: float | None = None
    interval_text: str = ""
    n: float | None = None
    n_text: str = ""
    state: str = "complete"
    days: str = ""
    change: float | None = None
    change_text: str = ""
    compared_with: str = ""
    is_clear: bool = False
    year: float | None = None
    year_text: str = ""
    target: float | None = None
    target_high: float | None = None
    target_text: str = ""
    gap_text: str = ""
    status: str = "none"
    status_text: str = ""
    reason: str = ""
    bands: tuple[float, ...] = ()
    history: tuple[Point, ...] = ()
    definition: str = ""
    link: str = ""
    is_main: bool = False
    message: str = ""
    tolerance: float | None = None
    arrow_text: str = ""
    is_counted: bool = True

    @property
    def change_and_reference(self) -> str:
        """'+397 (Δ sem. 38)'; '' where no change is known."""
        if not self.change_text or not self.compared_with:
            return self.change_text
        return f"{self.change_text} (Δ {self.compared_with})"


@dataclass(frozen=True)
class Casquette:
    """The figures of one casquette of the role. `summary`: "3 objectifs atteints sur 5"."""

    name: str
    label: str
    summary: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Message:
    """The one message of a page. `written`: as written from the numbers; `text`: as it stands; by whom it was edited."""

    page: str
    written: str
    text: str
    edited_by: str = ""
    edited_at: str = ""

    @property
    def is_edited(self) -> bool:
        return self.text != self.written


@dataclass(frozen=True)
class State:
    """The state of the watch: the highest level of the days of the period, as the screens say it. level: 0 calm, 1 vigilance, 2 alert, 3 crisis; None: not known."""

    level: int | None
    word: str
    sentence: str


@dataclass(frozen=True)
class Report:
    """A report. `period_text`: "Semaine 39 · 21–27 septembre 2026". `data_date`: the last day that all sources cover.

    `definitions`: what identifies the texts of all KPIs and the settings that figures rest on. `figures`: the director's
    eight, at most. `why`: the figure that moved most, `parts` what its change is made of, `cause` one sentence. `links`:
    the address of the dashboard that links begin with, "" where none is set. `labels`: the fixed words of the pages in
    the language of the report, by key ("actual", "target", "page"), so that a face has no words of its own. `method_notes`: how figures are made, one
    sentence each. `compared_since`, `compared_until`: the days of the period compared with. A link without `links` is a
    query alone ("?brand=…"), which leads nowhere outside the dashboard.
    """

    kind: str
    brand: str
    role: str
    role_label: str
    language: str
    since: str
    until: str
    period_text: str
    compared_text: str
    state: State
    messages: tuple[Message, ...]
    figures: tuple[Figure, ...]
    casquettes: tuple[Casquette, ...]
    why: Trend | None
    parts: Bars
    cause: str
    watch: Trend | None
    episodes: Table
    mentions: Table
    competitors: Bars
    comparison: Table
    at_risk: Table
    actions: Table
    annotations: Table
    methods: Table
    data_date: str
    data_date_text: str
    completeness: float | None
    completeness_text: str
    footer: str
    definitions: str
    created_at: str
    version: int = VERSION
    is_demonstration: bool = False
    links: str = ""
    labels: tuple[tuple[str, str], ...] = ()
    method_notes: tuple[str, ...] = ()
    compared_since: str = ""
    compared_until: str = ""
    voices: Table = Table("", ())

    def message(self, page: str) -> Message:
        """The message of a page; an empty one where it has none."""
        return next((one for one in self.messages if one.page == page), Message(page, "", ""))

    def label(self, key: str) -> str:
        """A fixed word of the pages. Raises KeyError for one that the report does not have."""
        return dict(self.labels)[key]


def content_of(report: Report) -> str:
    """The report as text: JSON with sorted keys and no blanks, the same for the same report. Raises ValueError for NaN."""
    return json.dumps(
        dataclasses.asdict(report), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def digest_of(content: str) -> str:
    """SHA-256 of a content, in hexadecimal."""
    return hashlib.sha256(content.encode()).hexdigest()


def report_of(content: str) -> Report:
    """The report of a content. Raises ValueError for a version that this program does not know."""
    plain = json.loads(content)
    if plain["version"] > VERSION:
        raise ValueError(f"a report of version {plain['version']}: this program knows up to {VERSION}")
    return _built(Report, plain)


def known(value: object) -> float | None:
    """A number of a frame or figure as the model holds it: None for NaN, NA, None and infinity."""
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


def _built(kind: Any, plain: Any) -> Any:
    """A value of a type from JSON: dataclasses from their fields, tuples from lists."""
    if plain is None:
        return None
    origin = typing.get_origin(kind)
    if origin is types.UnionType:
        return _built(next(one for one in typing.get_args(kind) if one is not type(None)), plain)
    if origin is tuple:
        kinds = typing.get_args(kind)
        if kinds[-1] is Ellipsis:
            return tuple(_built(kinds[0], one) for one in plain)
        return tuple(_built(one, each) for one, each in zip(kinds, plain, strict=True))
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return kind(**{name: _built(hints[name], each) for name, each in plain.items()})
    return plain
