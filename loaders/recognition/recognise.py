"""Finds the format that claims each table of a file, or the question or reason to report where none does."""

from __future__ import annotations

from dataclasses import replace

from data.sentences import Refusal, Sentence, sentence
from loaders.questions import Question, answers_for
from loaders.reading import file as file_reader
from loaders.reading.delimited import Dialect
from loaders.recognition import column_mapping
from loaders.recognition.catalogue import Format, formats
from loaders.recognition.signatures import Match, best, claim


def recognise(
    file_table: file_reader.FileTable,
    among: list[Format],
    *,
    named: str | None,
    answers: dict[str, str],
    remembered: dict[str, str],
) -> Match | Question | Sentence:
    """The match of the table's format; or the question about its columns; or why it is not loaded."""
    if file_table.unread is not None:
        return file_table.unread
    claims: dict[str, tuple[Match, Dialect]] = {}
    for dialect in file_table.dialects:
        for match in claim(file_reader.first_records(file_table, dialect), among):
            claims.setdefault(match.format.id, (match, dialect))
    chosen = best(sorted((match for match, _ in claims.values()), key=lambda match: -match.weight))
    if chosen is not None:
        if chosen.format.lacks is not None:
            return _lacking(chosen)
        return replace(chosen, dialect=claims[chosen.format.id][1])
    if named is not None:
        return sentence("This table does not have the header of the format {format}.", format=named)
    return column_mapping.match_by_name(
        file_table, remembered=remembered, answers=answers_for(answers, file_table.name)
    )


def _lacking(match: Match) -> Sentence:
    """Why a known export is not loaded."""
    named = [match.header[columns[0]] for columns in match.columns.values()] or match.header[:5]
    columns = ", ".join(cell.strip() for cell in named if cell.strip())
    if match.format.lacks == "dates":
        return sentence(
            "This is an export of {tool} ({columns}) without any date, and every figure needs one. Export it with "
            "dates, or add a column with the date of each record.",
            tool=match.format.tool,
            columns=columns,
        )
    if match.format.lacks == "whole":
        return sentence(
            "This is an export of {tool} ({columns}) that covers only part of the account, such as its first "
            "videos, places or groups: their sum would not be a valid figure. Load the export of the totals.",
            tool=match.format.tool,
            columns=columns,
        )
    return sentence(
        "This is an export of {tool} ({columns}): it contains nothing that a figure uses.",
        tool=match.format.tool,
        columns=columns,
    )


def choice(named: str | None) -> list[Format]:
    """The formats that may claim a table: all, or the one that the analyst named. Raises Refusal for an unknown one."""
    known = formats()
    if named is None:
        return list(known.values())
    if named not in known:
        raise Refusal(
            "There is no format called {format}. Known formats: {known}.", format=named, known=", ".join(known)
        )
    return [known[named]]


def nothing_known(ignored: list[tuple[str, Sentence]]) -> Sentence:
    """Why a file is refused when none of its tables is loaded."""
    if len({why.text for _, why in ignored}) == 1:
        return ignored[0][1]
    return sentence(
        "No table of this file is known ({count} in all): {names}. Download a template in Uploads, or name the format.",
        count=len(ignored),
        names=", ".join(name for name, _ in ignored[:10]),
    )
