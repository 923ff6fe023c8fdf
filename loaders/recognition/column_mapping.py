"""Tables that no format claims: their columns are proposed by their values and names, corrected by the analyst, and
remembered under their header. The agreed columns make a format like any other (column_select.py).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace

from data.sentences import Refusal, Sentence, sentence
from loaders.questions import Question
from loaders.reading import budget
from loaders.reading import file as file_reader
from loaders.reading.delimited import Dialect
from loaders.reading.encodings import LOST_LETTERS
from loaders.recognition.columns import select as column_select
from loaders.recognition.columns.expressions import Agreed, cells_of
from loaders.recognition.columns.kinds import Column, judge
from loaders.recognition.columns.names import WHOLE, known_words, score, words
from loaders.recognition.columns.pool import Proposal
from loaders.recognition.columns.proposal import Lack, propose
from loaders.recognition.columns.select import fingerprint, header_names
from loaders.recognition.signatures import HEADER_WITHIN, Match
from loaders.tables import TABLES

ACCEPT = "accept"
HEADERS = 3  # rows that may be the header, judged by their columns
RECORDS = 40  # below it, looked at
TELLING = 300  # its first cells, which tell it from a record

READINGS = {"posts": "posts_or_mentions", "reactions": "likes_or_followers", "followers": "likes_or_followers"}
_IS_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|^\d{8}(\d\d)?$")
TWICE = "column_twice"
ADD = "add"
_NOT_ADDED = ("followers", "reach", "metric.reach", "metric.engaged_users")  # of people, who may be the same


@dataclass(frozen=True)
class Studied:
    """A row of a table that may be its header, the columns below it, and what they are proposed as."""

    dialect: Dialect
    row: int  # from 1
    header: tuple[str, ...]
    columns: tuple[Column, ...]
    proposal: Proposal


def match_by_name(
    file_table: file_reader.FileTable, *, remembered: dict[str, str], answers: dict[str, str]
) -> Match | Question | Sentence:
    """The match under the agreed columns; else the question that proposes them; else why the table is not loaded."""
    answer = answers.get("columns")
    known = _remembered(file_table, remembered) if answer is None or answer == ACCEPT else None
    if known is not None:
        return known
    seen = studied(file_table, answers=answers)
    written = _written(answer)
    if written is not None:
        dialect, row, header = (seen.dialect, seen.row, seen.header) if seen else _header_with(file_table, written)
        return column_select.match_of(header, row, dialect, {**written, **_edits(answers)})
    if seen is None:
        return _refusal(file_table)
    edits = _edits(answers)
    if seen.proposal.choices and not edits.get("table"):
        return _which_reading(file_table.name, seen)
    agreed = agreed_of(seen)
    doubled = [field for field in seen.proposal.rivals if f"{TWICE}.{field}" not in answers and field not in edits]
    if doubled:
        return _which_column(file_table.name, seen, doubled[0])
    agreed.update({field: _chosen(seen, field, answers) for field in seen.proposal.rivals if field not in edits})
    if answer != ACCEPT and not edits:
        return _which_columns(file_table.name, seen, agreed)
    match = column_select.match_of(seen.header, seen.row, seen.dialect, {**agreed, **edits})
    return replace(match, notes=(*match.notes, *_left_out(seen)))


def studied(file_table: file_reader.FileTable, *, answers: dict[str, str] | None = None) -> Studied | None:
    """The header and columns of a table with the fullest proposal; None when no row below a header can be proposed."""
    chosen = next((found for name in READINGS.values() if (found := (answers or {}).get(name))), None)
    best = None
    for dialect, row, header, columns in _judged(file_table):
        proposal = propose(columns, chosen=chosen)
        if isinstance(proposal, Proposal) and (best is None or len(proposal.fields) > len(best.proposal.fields)):
            best = Studied(dialect, row, header, columns, proposal)
    return best


def figures_of(seen: Studied) -> tuple[int, ...]:
    """The columns, from 0, that are proposed as figures."""
    kinds = {field.name: field.kind for field in TABLES[seen.proposal.table].fields}
    return tuple(
        column
        for field, columns in seen.proposal.fields.items()
        if kinds.get(field, "decimal") in ("count", "decimal")
        for column in columns
    )


def agreed_of(seen: Studied) -> Agreed:
    """The proposal as the analyst may accept it: the canonical table, and field -> header cells."""
    names = header_names(seen.header)
    agreed: Agreed = {"table": seen.proposal.table}
    for field, columns in seen.proposal.fields.items():
        agreed[field] = names[columns[0]] if len(columns) == 1 else [names[column] for column in columns]
    if seen.proposal.network is not None:
        agreed["network"] = seen.proposal.network
    return agreed


def _judged(file_table: file_reader.FileTable):
    """The rows that are likeliest the header, by the words that name columns, and the columns below each."""
    for dialect in file_table.dialects:
        records = file_reader.first_records(file_table, dialect)
        for index in _likely_headers(records):
            budget.check()
            header, below = records[index], records[index + 1 : index + 1 + RECORDS]
            if any(cell.strip() for row in below for cell in row):
                columns = judge(tuple(header), tuple(tuple(row) for row in below))
                if any(column.fits("date") and _IS_DATE.search(column.header) for column in columns):
                    continue  # a record, not the header above it
                yield dialect, index + 1, tuple(header), columns


def _likely_headers(records: list[list[str]]) -> list[int]:
    named = {
        index: count
        for index, row in enumerate(records[:HEADER_WITHIN])
        if len(row) > 1 and (count := sum(_may_be_name(cell) for cell in row[:TELLING]))
    }
    fullest = max(named.values(), default=0)
    likely = [
        index for index in named if 2 * named[index] > fullest
    ]  # not the records, whose texts say a word of a name
    return sorted(sorted(likely, key=lambda index: (-named[index], index))[:HEADERS])


def _may_be_name(cell: str) -> bool:
    if not 0 < len(cell) <= 60:
        return False
    said = words(cell)
    return 0 < len(said) <= 8 and any(
        word in known_words() or any(part in word for part in ("date", "created", "publi")) for word in said
    )


def _remembered(file_table: file_reader.FileTable, remembered: dict[str, str]) -> Match | None:
    """The match under the columns agreed for this header, where their values still fit; else they are asked again."""
    if not remembered:
        return None
    for dialect in file_table.dialects:
        records = file_reader.first_records(file_table, dialect)
        for index, row in enumerate(records[:HEADER_WITHIN]):
            stored = remembered.get(fingerprint(tuple(row))) if len(row) > 1 else None
            if stored is None:
                continue
            agreed = json.loads(stored)
            columns = judge(tuple(row), tuple(tuple(one) for one in records[index + 1 : index + 1 + RECORDS]))
            if _fits(agreed, columns):
                match = column_select.match_of(tuple(row), index + 1, dialect, agreed)
                used = {
                    cell for field in agreed if field not in ("table", "network") for cell in cells_of(agreed, field)
                }
                names = header_names(tuple(row))
                return replace(match, notes=(*match.notes, *_unread(columns, {names.index(cell) for cell in used})))
    return None


def _fits(agreed: Agreed, columns: tuple[Column, ...]) -> bool:
    """Whether the columns still hold what was agreed: dates, and counts."""
    table = TABLES[str(agreed["table"])]
    kinds = {field.name: field.kind for field in table.fields}
    named = dict(zip(header_names(tuple(column.header for column in columns)), columns, strict=True))
    for field in agreed:
        for cell in cells_of(agreed, field) if field not in ("table", "network") else ():
            column = named.get(cell.strip())
            if column is None or not column.cells:
                continue
            if kinds.get(field) in ("moment", "day") and table.field(field).required and not column.fits("date"):
                return False
            if (kinds.get(field) == "count" or field.startswith("metric.")) and not column.fits("number", "whole"):
                return False
    return True


def _written(answer: str | None) -> Agreed | None:
    """The columns that the analyst wrote as JSON; None for no answer, or `accept`."""
    if answer is None or answer == ACCEPT:
        return None
    try:
        agreed = json.loads(answer)
    except json.JSONDecodeError:
        agreed = None
    if not isinstance(agreed, dict) or agreed.get("table") not in TABLES:
        raise Refusal(
            'The answer to columns must be "accept", or JSON such as {example}.',
            example='{"table": "mentions", "published": "Date", "text": "Verbatim"}',
        )
    return {
        str(field): [str(cell) for cell in cells] if isinstance(cells, list) else str(cells)
        for field, cells in agreed.items()
        if cells
    }


def _edits(answers: dict[str, str]) -> Agreed:
    return {name[7:]: cell for name, cell in answers.items() if name.startswith("column.")}


def _header_with(file_table: file_reader.FileTable, agreed: Agreed) -> tuple[Dialect, int, tuple[str, ...]]:
    """The first row that has the columns that the analyst wrote. Raises Refusal when none has."""
    wanted = [cell for field in agreed if field not in ("table", "network") for cell in cells_of(agreed, field)]
    for dialect in file_table.dialects:
        for index, row in enumerate(file_reader.first_records(file_table, dialect)[:HEADER_WITHIN]):
            if {cell.strip() for cell in wanted} <= {cell.strip() for cell in row}:
                return dialect, index + 1, tuple(row)
    raise Refusal("No row of this table has the columns {columns}.", columns=", ".join(wanted))


def _which_columns(part: str, seen: Studied, agreed: Agreed) -> Question:
    return Question(
        "columns",
        part,
        sentence(
            "No format recognises this file. Its columns, matched by their values and names, would be read as {table}: "
            "{pairs}. Correct them, or answer {accept}.",
            table=seen.proposal.table,
            pairs=_pairs(seen),
            accept=ACCEPT,
        ),
        (),
        json.dumps(agreed, ensure_ascii=False),
    )


def _which_reading(part: str, seen: Studied) -> Question:
    choices = seen.proposal.choices
    if "posts" in choices:
        text = sentence(
            "The rows of this table may be your own posts with their figures, or mentions by others: its columns do not "
            "tell ({pairs}). Which are they? Own posts are not counted as mentions.",
            pairs=_pairs(seen),
        )
    else:
        text = sentence(
            "The column {column} may count the reactions of each day, or the likes of a page, which are its followers "
            "(first values: {samples}). Which are they?",
            column=seen.header[seen.proposal.fields["metric.reactions"][0]].strip(),
            samples=" · ".join(seen.columns[seen.proposal.fields["metric.reactions"][0]].cells[:3]),
        )
    return Question(READINGS[choices[0]], part, text, choices, choices[0])


def _which_column(part: str, seen: Studied, field: str) -> Question:
    """The question which of several columns is the figure, where none of them says that it is the whole."""
    columns = [seen.columns[column] for column in seen.proposal.rivals[field]]
    options = [_rival(seen, column.at) for column in columns]
    return Question(
        f"{TWICE}.{field}",
        part,
        sentence(
            "The columns {columns} give one figure ({field}) and differ: first values {values}. Which one counts? Where "
            "they are parts of it, answer {add}, if offered.",
            columns=", ".join(options),
            field=field.removeprefix("metric."),
            values=", ".join(column.cells[0] for column in columns),
            add=ADD,
        ),
        (*options, *(() if field in _NOT_ADDED else (ADD,))),
        None,
    )


def _rival(seen: Studied, column: int) -> str:
    return header_names(seen.header)[column].strip()


def _chosen(seen: Studied, field: str, answers: dict[str, str]) -> str | list[str]:
    """The header cells that the analyst chose for a figure. Raises Refusal for an answer that was not offered."""
    options = {_rival(seen, column).casefold(): column for column in seen.proposal.rivals[field]}
    names = header_names(seen.header)
    answer = answers[f"{TWICE}.{field}"].strip().casefold()
    if answer == ADD and field not in _NOT_ADDED:
        return [names[column] for column in options.values()]
    if answer not in options:
        raise Refusal(
            "The answer '{value}' to {question} is not one of its options: {options}.",
            value=answer,
            question=f"{TWICE}.{field}",
            options=", ".join(_rival(seen, column) for column in options.values()),
        )
    return names[options[answer]]


def _pairs(seen: Studied) -> str:
    """The proposal in words: `published = createdAt (2026-01-05 · 2026-01-06) / indexedAt (2026-01-05)`."""
    told = []
    for field, columns in seen.proposal.fields.items():
        found = " + ".join(_shown(seen.columns[column]) for column in columns)
        other = "".join(f" / {_shown(seen.columns[column])}" for column in seen.proposal.others.get(field, ()))
        told.append(f"{field} = {found}{other}")
    if seen.proposal.network is not None:
        told.append(f"network = {seen.proposal.network}")
    return "; ".join(told)


def _shown(column: Column) -> str:
    return f"{column.header} ({' · '.join(sample[:40] for sample in column.samples)})"


def _left_out(seen: Studied) -> tuple[Sentence, ...]:
    """Notes on columns with figures that no field takes, and on a second table beside the first."""
    proposal = seen.proposal
    found = []
    if proposal.aside:
        columns = ", ".join(seen.columns[column].header for column in proposal.aside if seen.columns[column].header)
        found.append(
            sentence(
                "A header stands twice: the columns {columns} are those of a second table beside the first, and are not "
                "read. Load them as a table of their own.",
                columns=columns,
            )
        )
    used = {column for columns in proposal.fields.values() for column in columns} | set(proposal.aside)
    day = next((proposal.fields[name] for name in ("published", "received") if name in proposal.fields), ())
    if day and "time" not in proposal.fields and not seen.columns[day[0]].has_time:
        found.extend(
            sentence(
                "The column {column} holds no hours that can be read ('{value}'): the records have a day, and no hour.",
                column=one.header,
                value=one.cells[0],
            )
            for one in seen.columns
            if one.at not in used and one.cells and score(one.header, "hour") >= WHOLE
        )
    return (*found, *_unread(seen.columns, used))


def _unread(columns: tuple[Column, ...], used: set[int]) -> tuple[Sentence, ...]:
    """A note on the columns with numbers that no field takes."""
    left = [one.header for one in columns if one.at not in used and one.header and one.fits("count", "number")]
    if not left:
        return ()
    return (sentence("Columns with numbers that are left out: {columns}.", columns=", ".join(left)),)


def _refusal(file_table: file_reader.FileTable) -> Sentence:
    """Why a table is not loaded: what its columns hold, and what they lack."""
    if file_table.has_lost_letters:
        return LOST_LETTERS
    rows = file_reader.first_records(file_table, file_table.dialects[0], 15) if file_table.dialects else []
    widest = max(rows, key=lambda row: sum(bool(cell.strip()) for cell in row), default=[])
    seen = " | ".join(cell.strip()[:30] for cell in widest[:8])
    lacks = [lack for *_, columns in _judged(file_table) if isinstance(lack := propose(columns), Lack)]
    lack = max(
        lacks, key=lambda one: (bool(one.dates), len(one.texts) + len(one.figures), len(one.relative)), default=None
    )
    if lack is not None and lack.dates:
        return sentence(
            "The column {column} holds dates ({value}), but no other column is known as a text, an address or a figure. "
            "The columns: {seen}. Name one as in a template (Uploads screen), or say which column is what.",
            column=lack.dates[0].header,
            value=lack.dates[0].cells[0],
            seen=seen,
        )
    if lack is not None and lack.relative and (lack.texts or lack.figures):
        return sentence(
            "The column {column} says when only by reference to the day of the export ('{value}'), and every figure needs "
            "the day of each record. Export the table with dates, or add a column Date, and load it again.",
            column=lack.relative[0].header,
            value=lack.relative[0].cells[0],
        )
    if lack is not None and lack.texts:
        return sentence(
            "This table has texts (column {column}) but no date column, and every figure needs the day of each "
            "record. Its columns: {seen}. Export it with dates, or add a column Date, and load it again.",
            column=", ".join(one.header for one in lack.texts),
            seen=seen,
        )
    if lack is not None and lack.figures:
        return sentence(
            "This table has figures (columns {columns}) but no date column, and every figure needs its day. Export it "
            "with dates, or add a column Date, and load it again.",
            columns=", ".join(one.header for one in lack.figures),
        )
    return sentence(
        "No format recognises this table, and no row names a date column together with a text or a measure. Its "
        "widest row: {seen}. Rename the columns as in a template (Uploads screen) and load it again.",
        seen=seen,
    )
