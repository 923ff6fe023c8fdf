"""What the columns of dates and numbers leave open: their questions, and the refusal of periods where days are needed."""

from __future__ import annotations

import duckdb

from data.sentences import Refusal, sentence
from loaders.column_types import dates as date_columns
from loaders.column_types import decimals, zones
from loaders.questions import Question
from loaders.recognition.signatures import Match, header_cell_of
from loaders.tables import Table


def which_order(found: date_columns.Ambiguous, part: str) -> Question:
    """The question about the order of day and month."""
    return Question(
        "date_order",
        part,
        sentence(
            "The dates, from '{least}' to '{greatest}', do not distinguish the day from the month. Which comes "
            "first? dmy: the day; mdy: the month; ymd: a two-digit year.",
            least=found.least,
            greatest=found.greatest,
        ),
        date_columns.ORDERS,
        None,
    )


def which_mark(found: decimals.Ambiguous, part: str) -> Question:
    """The question about the decimal mark."""
    return Question(
        "decimal_mark",
        part,
        sentence(
            "The numbers do not distinguish thousands from decimals: '{example}' may be either. What is the decimal "
            "mark?",
            example=found.example,
        ),
        decimals.MARKS,
        None,
    )


def which_zones(
    columns: dict[str, date_columns.Column],
    header_zones: dict[str, zones.HeaderZone],
    answers: dict[str, str],
    part: str,
) -> list[Question]:
    """The questions about abbreviations that several regions use, in cells and headers, one for each."""
    words = {word.lower(): example for column in columns.values() for word, example in column.asked_zones}
    for one in header_zones.values():
        if one.asked and zones.answer_of(one.asked, answers) is None:
            words.setdefault(one.asked, one.column)
    return zones.questions(words.items(), part)


def which_zone(
    cursor: duckdb.DuckDBPyConnection, columns: dict[str, date_columns.Column], organisation: str, part: str
) -> list[Question]:
    """The question about times without a zone, where a cell of a column over `mapped` has an hour and no zone."""
    for name, one in columns.items():
        if not one.has_naive:
            continue
        local, utc = date_columns.local_sql("cell", one), date_columns.utc_sql("cell", one)
        found = cursor.execute(
            f"with cells as (select cell({name}) as cell from mapped) select min(cell) from cells "
            f"where {utc} is null and cast({local} as time) <> time '00:00:00'"
        ).fetchone()
        if found is not None and found[0] is not None:
            text = sentence(
                "'{example}' has no time zone. In which one are such times of this file? Answer with a zone below, with "
                "another name such as America/New_York, or with an offset such as +02:00.",
                example=found[0],
            )
            return [Question("zone", part, text, tuple(dict.fromkeys((organisation, "UTC"))), None)]
    return []


def which_period(columns: dict[str, date_columns.Column], part: str) -> list[Question]:
    """The question about S1 and S2."""
    example = next((one.asked_period for one in columns.values() if one.asked_period is not None), None)
    if example is None:
        return []
    text = sentence("'{example}' may be a week or a half-year. Which one is it?", example=example)
    return [Question("week_or_half", part, text, date_columns.WEEK_OR_HALF, None)]


def refuse_periods(table: Table, columns: dict[str, date_columns.Column], match: Match | None) -> None:
    """Raises Refusal when a required date of every record is a period and the table needs its day."""
    for one in table.fields:
        column = columns.get(one.name)
        if column is None or not one.required or not column.only_periods:
            continue
        if one.kind == "moment" or not (table.has("last_day") or table.name == "followers"):
            raise Refusal(
                "The column {column} holds periods such as '{example}', and each record needs its day. Export the "
                "records with their dates, and load that.",
                column=header_cell_of(match, one.name) if match is not None else one.name,
                example=column.period,
            )
