"""The table `context`, of one row, that a format's SELECT may read, and the questions that it leaves open.

The period or the export date comes from an answer, else from the file itself (lines above the header, tables that no
format claims, its name), else from other tables of the same tool in the file; else it is asked. Ambiguous days such as
`1/2/26` are ignored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import duckdb

from data.sentences import Refusal, Sentence, sentence
from loaders.questions import Question
from loaders.recognition.catalogue import Format, sources
from loaders.recognition.signatures import Match

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january|jan|janvier|janv", "february|feb|fevrier|février|fevr|févr", "march|mar|mars",
            "april|apr|avril|avr", "may|mai", "june|jun|juin", "july|jul|juillet|juil", "august|aug|aout|août",
            "september|sep|sept|septembre",
            "october|oct|octobre", "november|nov|novembre", "december|dec|decembre|décembre|déc",
        ),
        1,
    )
    for name in names.split("|")
}  # fmt: skip
_NUMBERS = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[-/.]?)(?P<month>\d\d)(?P=mark)(?P<day>\d\d)(?!\d)")
_DASHED = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>\d\d?)-(?P<day>\d\d?)(?!\d)")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th|er)? (?P<month>[a-zéû]{3,9})\.?,? (?P<year>(?:19|20)\d\d)")
_MONTH_FIRST = re.compile(r"(?P<month>[a-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d\d)")
_SLASHED = re.compile(r"(?<!\d)(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>(?:19|20)?\d\d)(?!\d)")


@dataclass(frozen=True)
class FileContext:
    """What the rest of the file says about a table."""

    file_name: str
    table: str = ""  # its name in the file
    unclaimed: str = ""  # the text of the tables of the file that no format claims
    siblings: str = ""  # tool and lines above the header of the file's other claimed tables
    is_alone: bool = True  # whether no other table of the file is read
    window: tuple[date, date] | None = None  # of the other tables of the same tool in the file


@dataclass(frozen=True)
class ContextResult:
    """The open questions about the context of a table, and the notes for its receipt."""

    questions: tuple[Question, ...] = ()
    notes: tuple[Sentence, ...] = field(default=())


def write_context(
    cursor: duckdb.DuckDBPyConnection,
    match: Match,
    file: FileContext,
    *,
    answers: dict[str, str],
    covered: tuple[date, date] | None,
) -> ContextResult:
    """Create the table `context`, of one row."""
    preamble = "\n".join(match.preamble)
    exported, notes = _exported(match.format, file, answers)
    period = _period(match, file, preamble, answers=answers, covered=covered)
    cursor.execute(
        "create or replace temp table context (export_date varchar, preamble varchar, file_name varchar, "
        "table_name varchar, unclaimed varchar, siblings varchar, period_from varchar, period_to varchar, "
        "headers map(varchar, varchar))"
    )
    written = {name: match.english(match.header[columns[0]]) for name, columns in match.columns.items()}
    first, last = (str(day) for day in period) if period else (None, None)
    cursor.execute(
        "insert into context values (?, ?, ?, ?, ?, ?, ?, ?, "
        "map_from_entries(list_zip(cast(? as varchar[]), cast(? as varchar[]))))",
        [
            exported,
            preamble,
            file.file_name,
            file.table,
            file.unclaimed,
            file.siblings,
            first,
            last,
            list(written),
            list(written.values()),
        ],
    )
    questions = []
    if "export_date" in match.format.asks and exported is None:
        text = sentence("The file does not give its export date, which its dates need (YYYY-MM-DD).")
        questions.append(Question("export_date", file.table, text, (), None))
    if "period" in match.format.asks and period is None and not _dates_rows(match):
        text = sentence("The file does not give the period of its figures (YYYY-MM-DD..YYYY-MM-DD).")
        questions.append(Question("period", file.table, text, (), None))
    return ContextResult(tuple(questions), notes)


def _dates_rows(match: Match) -> bool:
    """Whether the table has a column that the format takes the day of a record from, where a report is cut by day."""
    return any(match.columns.get(name) for name in sources(match.format).get("day", ()))


def _exported(format: Format, file: FileContext, answers: dict[str, str]) -> tuple[str | None, tuple[Sentence, ...]]:
    """The day of the export, from the answer or from the name of the table or file; and the note about it."""
    answer = answers.get("export_date")
    if answer is not None:
        try:
            return date.fromisoformat(answer).isoformat(), ()
        except ValueError:
            raise Refusal(
                "The answer '{value}' to export_date is not a valid date: write it as YYYY-MM-DD.", value=answer
            ) from None
    if format.named_day is not None and "export_date" in format.asks:
        for name in (file.table, file.file_name):
            found = re.search(format.named_day, name)
            named = days(found[0]) if found else []
            if named:
                note = sentence("The export date is taken from the file's name: {day}.", day=named[0])
                return named[0].isoformat(), (note,)
    return None, ()


def _period(
    match: Match, file: FileContext, preamble: str, *, answers: dict[str, str], covered: tuple[date, date] | None
) -> tuple[date, date] | None:
    answer = answers.get("period")
    if answer is not None:
        found = answered_period(answer)
        if found is None:
            raise Refusal(
                "The answer '{value}' to period is not a valid period: write its first and last day as "
                "YYYY-MM-DD..YYYY-MM-DD.",
                value=answer,
            )
        return found
    if covered is not None:
        return covered
    if match.format.period is not None:
        texts = (preamble, " | ".join(match.header), file.unclaimed, file.table, file.file_name)
        found = period_in(texts, match.format.period)
        if found is not None:
            return found
    return file.window if "period" in match.format.asks else None


def days(text: str) -> list[date]:
    """The days in a text, in their order there. Days with slashes count only if together they prove one order."""
    text = text.lower().replace("\u00a0", " ").replace("\u202f", " ")
    found: dict[int, date] = {}
    for rule in (_NUMBERS, _DASHED, _DAY_FIRST, _MONTH_FIRST):
        for match in rule.finditer(text):
            month = match["month"]
            number = int(month) if month.isdigit() else _MONTHS.get(month)
            day = _day(int(match["year"]), number, int(match["day"]))
            if day is not None and not any(at <= match.start() < at + 6 for at in found):
                found[match.start()] = day
    found.update(_slashed(text))
    return [found[at] for at in sorted(found)]


def period_in(texts: Iterable[str], pattern: str) -> tuple[date, date] | None:
    """The first period in the texts: the first two days in a match of the pattern, if they are in order."""
    for text in texts:
        for match in re.finditer(pattern, text):
            named = days(match[0])
            if len(named) >= 2 and named[0] <= named[1]:
                return named[0], named[1]
    return None


def answered_period(answer: str) -> tuple[date, date] | None:
    """The period in an answer such as 2026-01-01..2026-03-31; None when it is not valid."""
    first, _, last = answer.partition("..")
    try:
        named = date.fromisoformat(first.strip()), date.fromisoformat((last or first).strip())
    except ValueError:
        return None
    return named if named[0] <= named[1] else None


def _slashed(text: str) -> dict[int, date]:
    matches = list(_SLASHED.finditer(text))
    day_first = any(int(match["first"]) > 12 for match in matches)
    month_first = any(int(match["second"]) > 12 for match in matches)
    if day_first == month_first:
        return {}
    found = {}
    for match in matches:
        first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
        day = _day(year if year > 99 else 2000 + year, second if day_first else first, first if day_first else second)
        if day is not None:
            found[match.start()] = day
    return found


def _day(year: int, month: int | None, day: int) -> date | None:
    if month is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
