"""What a format's SELECT may read beside the records: the one row of `given`, and the questions it leaves open.

A period or a day of export comes from an answer, else from what the file itself says (lines above the header, tables
beside it that no format claims, its name), else from other tables of the same tool in the file; else it is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

import duckdb

from data.sentences import Refusal, Sentence, sentence
from loaders import periods
from loaders.claims import Match
from loaders.formats import Format
from loaders.questions import Question

ASKS = ("export_date", "period")


@dataclass(frozen=True)
class Surroundings:
    """Where a table stands: its file, its name in it, the text of the unclaimed tables beside it, the window of others."""

    file_name: str
    part: str = ""
    beside: str = ""
    siblings: str = ""  # of the file's other tables that a format claims: tool and lines above the header
    window: tuple[date, date] | None = None  # of the tables of the same tool in the same file


@dataclass(frozen=True)
class Given:
    """The row as it was made, what is still to be asked, and what to tell about it."""

    questions: tuple[Question, ...] = ()
    notes: tuple[Sentence, ...] = field(default=())


def give(
    cursor: duckdb.DuckDBPyConnection,
    match: Match,
    around: Surroundings,
    *,
    answers: dict[str, str],
    covered: tuple[date, date] | None,
) -> Given:
    """Create the table `given`."""
    preamble = "\n".join(match.preamble)
    exported, told = _exported(match.format, around, answers)
    period = _period(match, around, preamble, answers=answers, covered=covered)
    cursor.execute(
        "create or replace temp table given (export_date varchar, preamble varchar, file_name varchar, part varchar, "
        "beside varchar, siblings varchar, period_from varchar, period_to varchar, headers map(varchar, varchar))"
    )
    written = {name: match.header[places[0]].strip() for name, places in match.places.items()}
    first, last = (str(day) for day in period) if period else (None, None)
    cursor.execute(
        "insert into given values (?, ?, ?, ?, ?, ?, ?, ?, map_from_entries(list_zip(cast(? as varchar[]), cast(? as varchar[]))))",
        [
            exported, preamble, around.file_name, around.part, around.beside, around.siblings, first, last,
            list(written), list(written.values()),
        ],
    )  # fmt: skip
    questions = []
    if "export_date" in match.format.asks and exported is None:
        text = sentence("The file does not say on which day it was exported, and its dates need it (YYYY-MM-DD).")
        questions.append(Question("export_date", around.part, text, (), None))
    if "period" in match.format.asks and period is None:
        text = sentence("The file does not say of which period its figures are (YYYY-MM-DD..YYYY-MM-DD).")
        questions.append(Question("period", around.part, text, (), None))
    return Given(tuple(questions), told)


def _exported(format: Format, around: Surroundings, answers: dict[str, str]) -> tuple[str | None, tuple[Sentence, ...]]:
    """The day of the export: answered, or where the tool writes it into the file's name."""
    answer = answers.get("export_date")
    if answer is not None:
        try:
            return date.fromisoformat(answer).isoformat(), ()
        except ValueError:
            raise Refusal(
                "The answer '{value}' to export_date is no day: write it as YYYY-MM-DD.", value=answer
            ) from None
    if format.named_day is not None and "export_date" in format.asks:
        for name in (around.part, around.file_name):
            found = re.search(format.named_day, name)
            told = periods.days(found[0]) if found else []
            if told:
                note = sentence("The day of the export is the one in the file's name: {day}.", day=told[0])
                return told[0].isoformat(), (note,)
    return None, ()


def _period(
    match: Match, around: Surroundings, preamble: str, *, answers: dict[str, str], covered: tuple[date, date] | None
) -> tuple[date, date] | None:
    answer = answers.get("period")
    if answer is not None:
        found = periods.answered(answer)
        if found is None:
            raise Refusal(
                "The answer '{value}' to period is none: write its first and last day as YYYY-MM-DD..YYYY-MM-DD.",
                value=answer,
            )
        return found
    if covered is not None:
        return covered
    if match.format.period is not None:
        texts = (preamble, " | ".join(match.header), around.beside, around.part, around.file_name)
        found = periods.period(texts, match.format.period)
        if found is not None:
            return found
    return around.window if "period" in match.format.asks else None
