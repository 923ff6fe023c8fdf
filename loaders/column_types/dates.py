"""Dates and times: the order of day and month is declared, proved by the whole column, or asked; never guessed.

A column is described by its shapes (`22/09/17 11:00` has the shape `00/00/00 00:00`); each shape has at most one
strptime pattern per order of day and month. Dates with a month's name need no order: `spelled_moment` of data/dates.sql
reads them. Shapes that neither reads are not dates. A header cell may name the zone of times written without one:
`Published Date (GMT-04:00)`, `Date(ET)`, `heure_UTC0`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import duckdb

from data.sentences import Refusal, Sentence, sentence
from data.store import literal
from loaders.recognition.catalogue import Format
from loaders.recognition.signatures import Match

_CLOCK = r"(?P<hour>0{1,2})(?P<colon>[:a])00(?P<second>:00)?(?P<fraction>\.0+)?(?P<half> ?aa)?"
_TIME = rf"(?P<time>(?P<gap>[ T]+|, | à ){_CLOCK})?"
_OFFSET = r"(?P<offset> ?(?:Z|[+-]00:?00)| ?a{3,4})?"
_ISO = re.compile(r"0000-0{1,2}-0{1,2}" + _TIME + _OFFSET)
_PARTS = re.compile(r"0{1,2}(?P<mark>[/.-])0{1,2}(?P=mark)(?P<year>0000|00)" + _TIME + _OFFSET)
_YEAR_FIRST = re.compile(r"0000(?P<mark>[/.])0{1,2}(?P=mark)0{1,2}" + _TIME + _OFFSET)
# Tue Oct 31 22:10:47 +0000 2017: spelled_moment reads it too, more slowly
_MAIL = re.compile(r"aaa aaa 0{1,2} 00:00:00 [+-]0000 0000")
_SPELLED = re.compile(r"[^\W\d_]{3}")
_SERIAL = re.compile(r"0{5}(\.0+)?")
_COMPACT = re.compile(r"0{8}")
_EPOCH = re.compile(r"0{10}(0{3})?")

ORDERS = ("dmy", "mdy", "ymd")  # ymd: only for years of two digits
# a spreadsheet's day numbers, from 1954 to 2119; other numbers are not dates
SERIAL_DAYS = (20000, 80000)
YEARS = (1990, 2100)
# zone as tools write it -> time zone; an offset is used as written, all year round
_ZONES = {
    "et": "America/New_York", "eastern": "America/New_York", "ct": "America/Chicago", "central": "America/Chicago",
    "mt": "America/Denver", "mountain": "America/Denver", "pt": "America/Los_Angeles", "pacific": "America/Los_Angeles",
    "utc": "UTC", "gmt": "UTC", "utc0": "UTC", "cet": "Europe/Paris",
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """How the dates of one column are written."""

    naive: tuple[str, ...]  # strptime patterns of times without offset
    aware: tuple[str, ...]  # of times with an offset
    serial: bool
    epoch: bool
    order: str | None  # one of ORDERS; None: the column needs none
    proof: str | None  # declared | proved | answered
    spelled: bool = False  # dates with a month's name, without zone
    spelled_aware: bool = False  # dates with a month's name and a zone

    @property
    def has_naive(self) -> bool:
        return bool(self.naive or self.serial or self.spelled)

    @property
    def has_aware(self) -> bool:
        return bool(self.aware or self.epoch or self.spelled_aware)

    def describe(self) -> Sentence | None:
        if self.order is None or self.proof == "declared":
            return None
        proved = self.proof == "proved"
        if self.order == "dmy" and proved:
            return sentence("Dates are day first, as a value above 12 shows.")
        if self.order == "dmy":
            return sentence("Dates are read day first, as answered.")
        if self.order == "mdy" and proved:
            return sentence("Dates are month first, as a value above 12 shows.")
        if self.order == "mdy":
            return sentence("Dates are read month first, as answered.")
        return sentence("Dates are read year first, as answered.")


@dataclass(frozen=True)
class Ambiguous:
    """A column in which no value distinguishes day and month; its least and greatest text, for the question."""

    least: str
    greatest: str


def study(
    cursor: duckdb.DuckDBPyConnection,
    source: str,
    *,
    text: str,
    declared: str,
    patterns: tuple[str, ...],
    answer: str | None,
) -> Column | Ambiguous:
    """How the dates of `text` (SQL over `source`) are written. Raises Refusal when the column mixes two orders."""
    shapes = _shapes(cursor, source, text)
    marked = [found for shape in shapes if (found := _PARTS.fullmatch(shape))]
    order, proof = (None, None)
    if marked:
        short = any(found["year"] == "00" for found in marked)
        settled = _order(cursor, source, text, declared=declared, answer=answer, short=short)
        if isinstance(settled, Ambiguous):
            return settled
        order, proof = settled
    naive, aware, serial, epoch = list(patterns), [], False, False
    for shape in shapes:
        pattern, offset = _pattern(shape, order)
        if pattern:
            (aware if offset else naive).append(pattern)
        serial = serial or bool(_SERIAL.fullmatch(shape))
        epoch = epoch or bool(_EPOCH.fullmatch(shape))
    column = Column(tuple(dict.fromkeys(naive)), tuple(dict.fromkeys(aware)), serial, epoch, order, proof)
    if any(_SPELLED.search(shape) and _pattern(shape, order)[0] is None for shape in shapes):
        return _with_spelled(cursor, source, text, column)
    return column


def local_sql(text: str, column: Column) -> str:
    """SQL for the local time of a cell without offset; null when it is not a date.

    Callers drop times outside YEARS (`plausible_sql`).
    """
    readings = []
    if column.naive:
        patterns = f"[{', '.join(literal(p) for p in column.naive)}]"
        readings += [f"try_strptime({text}, {patterns})", f"try_strptime(known({text}), {patterns})"]
    if column.serial:
        low, high = SERIAL_DAYS
        readings.append(
            f"case when regexp_full_match(known({text}), '[0-9]{{5}}([.][0-9]+)?') "
            f"and cast(known({text}) as double) between {low} and {high} "
            "then timestamp '1899-12-30' "
            f"+ to_seconds(cast(round(cast(known({text}) as double) * 86400) as bigint)) end"
        )
    if column.spelled:
        readings.append(f"try_strptime(spelled_moment({text}), ['%Y-%m-%d %H:%M:%S', '%Y-%m-%d'])")
    return f"coalesce({', '.join(readings)})" if readings else "cast(null as timestamp)"


def plausible_sql(moment: str) -> str:
    """SQL for a moment; null when its year is outside YEARS."""
    return f"case when {moment} between timestamp '{YEARS[0]}-01-01' and timestamp '{YEARS[1]}-01-01' then {moment} end"


def utc_sql(text: str, column: Column) -> str:
    """SQL for the UTC time of a cell with an offset, or of an epoch; null otherwise."""
    readings = []
    known = f"known({text})"
    if column.aware:
        zone = f"coalesce(zone_offset(regexp_extract({known}, '([A-Za-z]{{1,4}})$', 1)), '?')"
        with_offset = f"regexp_replace({known}, ' ?[A-Za-z]{{1,4}}$', {zone})"
        normal = f"regexp_replace({with_offset}, ' ([+-][0-9]{{2}}:?[0-9]{{2}})$', '\\1')"
        readings.append(f"timezone('UTC', try_strptime({normal}, [{', '.join(literal(p) for p in column.aware)}]))")
    if column.epoch:
        readings.append(
            f"case when regexp_full_match({known}, '[0-9]{{10}}') "
            f"then make_timestamp(cast({known} as bigint) * 1000000) "
            f"when regexp_full_match({known}, '[0-9]{{13}}') then make_timestamp(cast({known} as bigint) * 1000) end"
        )
    if column.spelled_aware:
        readings.append(f"timezone('UTC', try_strptime(spelled_moment({text}), '%Y-%m-%d %H:%M:%S%z'))")
    return f"coalesce({', '.join(readings)})" if readings else "cast(null as timestamp)"


def with_zone_of_header(match: Match) -> tuple[Format, tuple[Sentence, ...]]:
    """The format with the zone that a header cell names, and a note about it; unchanged when none does."""
    if match.format.zone_from is None:
        return match.format, ()
    for cell in match.header:
        found = re.search(match.format.zone_from, cell, re.IGNORECASE)
        zone = _zone(found[1]) if found else None
        if zone is not None:
            note = sentence("The time zone is taken from the header {column}: {zone}.", column=cell.strip(), zone=zone)
            return replace(match.format, zone=zone), (note,)
    return match.format, ()


def _zone(written: str) -> str | None:
    offset = re.fullmatch(r"([+-]\d\d):?(\d\d)", written)
    return f"{offset[1]}:{offset[2]}" if offset else _ZONES.get(written.casefold())


def _shapes(cursor: duckdb.DuckDBPyConnection, source: str, text: str) -> list[str]:
    """Every shape of the column: those of its first cells, then those of cells with other shapes."""
    shape = f"translate({text}, '123456789', '000000000')"
    first = _texts(cursor, f"select distinct {shape} from (select * from {source} limit 1000) where {text} is not null")
    known = "|".join(re.escape(one).replace("0", "[0-9]") for one in first[:20])
    others = _texts(
        cursor,
        f"select distinct {shape} from {source} "
        f"where {text} is not null and not regexp_full_match({text}, {literal(known)}) limit 5000",
    )
    # a single T or Z keeps its meaning
    return sorted({re.sub("[A-Za-z]+", _plain_word, one) for one in (*first, *others)})


def _plain_word(word: re.Match[str]) -> str:
    return word[0] if word[0] in "TZ" else "a" * len(word[0])


def _texts(cursor: duckdb.DuckDBPyConnection, sql: str) -> list[str]:
    return [text for (text,) in cursor.execute(sql).fetchall()]


def _with_spelled(cursor: duckdb.DuckDBPyConnection, source: str, text: str, column: Column) -> Column:
    """The column with `spelled` and `spelled_aware` set: whether its dates with a month's name have a zone."""
    read = f"{local_sql(text, column)} is not null or {utc_sql(text, column)} is not null"
    found = cursor.execute(
        f"with spelled as (select spelled_moment({text}) as moment from {source} "
        f"where {text} is not null and not ({read})) "
        "select bool_or(length(moment) <= 19), bool_or(length(moment) > 19) from spelled"
    ).fetchone()
    assert found is not None
    return replace(column, spelled=bool(found[0]), spelled_aware=bool(found[1]))


def _pattern(shape: str, order: str | None) -> tuple[str | None, bool]:
    """The strptime pattern of a shape, and whether it has an offset."""
    if _COMPACT.fullmatch(shape):
        return "%Y%m%d", False
    if _MAIL.fullmatch(shape):
        return "%a %b %d %H:%M:%S %z %Y", True
    for rule in (_ISO, _YEAR_FIRST, _PARTS):
        found = rule.fullmatch(shape)
        if found is None:
            continue
        if rule is _ISO:
            day = "%Y-%m-%d"
        elif rule is _YEAR_FIRST:
            day = f"%Y{found['mark']}%m{found['mark']}%d"
        else:
            mark, year = found["mark"], "%Y" if found["year"] == "0000" else "%y"
            day = mark.join(
                {"dmy": ("%d", "%m", year), "mdy": ("%m", "%d", year), "ymd": (year, "%m", "%d")}[order or "dmy"]
            )
        offset = bool(found["offset"])
        return day + _clock(found) + ("%z" if offset else ""), offset
    return None, False


def _clock(found: re.Match[str]) -> str:
    if not found["time"]:
        return ""
    hour = "%I" if found["half"] else "%H"
    second = "%S" if not found["fraction"] else "%S.%f"
    half = "" if not found["half"] else " %p" if found["half"].startswith(" ") else "%p"
    colon = "h" if found["colon"] == "a" else ":"
    return f"{found['gap']}{hour}{colon}%M" + (f":{second}" if found["second"] else "") + half


def _order(
    cursor: duckdb.DuckDBPyConnection, source: str, text: str, *, declared: str, answer: str | None, short: bool
) -> tuple[str, str] | Ambiguous:
    """The order of day and month, and its proof.

    A first number above 12 proves that it is the day, unless years have two digits: `25/12/26` may begin with its year.
    """
    marked = f"translate({text}, '-.', '//')"
    first, second = (f"try_cast(split_part({marked}, '/', {position}) as integer)" for position in (1, 2))
    found = cursor.execute(
        f"select max({first}), max({second}), min({text}), max({text}), "
        f"arg_max({text}, {first}), arg_max({text}, {second}) "
        f"from {source} "
        f"where regexp_matches({marked}, '^[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{2}}')"
    ).fetchone()
    assert found is not None
    if found[0] > 12 and found[1] > 12:
        raise Refusal(
            "The dates mix two orders: '{day_first}' is day first, '{month_first}' is month first. Correct the "
            "column so that all have the same order.",
            day_first=found[4],
            month_first=found[5],
        )
    if found[1] > 12:
        return "mdy", "proved"
    if found[0] > 12 and not short:
        return "dmy", "proved"
    if answer in ORDERS:
        return answer, "answered"
    if declared in ORDERS:
        return declared, "declared"
    return Ambiguous(found[2], found[3])
