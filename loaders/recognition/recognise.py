"""Finds the format that claims each table of a file, or the question or reason to report where none does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from data.sentences import Refusal, Sentence, sentence
from loaders.questions import Question, answers_for
from loaders.reading import budget
from loaders.reading import file as file_reader
from loaders.recognition import column_mapping, near_formats, remembered
from loaders.recognition.catalogue import Format, formats
from loaders.recognition.proof_of_tool import Claim, weigh
from loaders.recognition.signatures import Match, claim

COLUMNS = "columns"  # the answer, and the name of the format, of a table that is read by its column names
_SEEN = 8  # header cells that a sentence quotes


@dataclass(frozen=True)
class Candidate:
    """A format whose signature is in the table, and the first rows under the dialect in which it was found."""

    match: Match
    rows: list[list[str]]


@dataclass(frozen=True)
class Surroundings:
    """What is known beside a table: the name of its file, and the tools that its other tables are proved to be of."""

    file_name: str = ""
    tools: frozenset[str] = frozenset()


def candidates(file_table: file_reader.FileTable, among: list[Format]) -> list[Candidate]:
    """The formats whose signature is in the table, heaviest first."""
    budget.check()
    found: dict[str, Candidate] = {}
    for dialect in file_table.dialects if file_table.unread is None else ():
        rows = file_reader.first_records(file_table, dialect)
        for match in claim(rows, among):
            found.setdefault(match.format.id, Candidate(replace(match, dialect=dialect), rows))
    return sorted(found.values(), key=lambda candidate: -candidate.match.weight)


def surroundings(tables: Iterable[tuple[file_reader.FileTable, list[Candidate]]], *, file_name: str) -> Surroundings:
    """The tools that the tables of a file are proved to be of, each by itself."""
    alone = Surroundings(file_name)
    proved = {
        one.match.format.tool
        for file_table, found in tables
        for one in _claims(file_table, found, alone)
        if one.is_proved and not one.match.format.by_hand
    }
    return replace(alone, tools=frozenset(proved))


def recognise(
    file_table: file_reader.FileTable,
    found: list[Candidate],
    *,
    named: str | None,
    answers: dict[str, str],
    agreed: remembered.Agreed,
    beside: Surroundings,
) -> Match | Question | Sentence:
    """The match of the table's format; or the question about its tool or columns; or why it is not loaded."""
    if file_table.unread is not None:
        return file_table.unread
    mine = answers_for(answers, file_table.name)
    tool = named or mine.get("tool")
    if tool is not None and tool != COLUMNS:
        choice(tool)
        match = next((one.match for one in found if one.match.format.id == tool), None)
        if match is not None:
            return _loadable(match)
        if named is not None:
            return sentence("This table does not have the header of the format {format}.", format=named)
    claims = [] if tool == COLUMNS or _names_columns(mine) else _claims(file_table, found, beside)
    proved = [one for one in claims if one.is_proved]
    if proved and tool is None and _drops_figures(file_table, proved[0]):
        return column_mapping.match_by_name(file_table, remembered=agreed.columns, answers=mine)
    if proved:
        rivals = _rivals(proved)
        return _loadable(proved[0].match) if len(rivals) == 1 else _which_tool(file_table, rivals, default=None)
    likely = [one for one in claims if one.is_likely]
    for one in likely:
        if agreed.tools.get(tool_key(one.match, beside.file_name)) == one.match.format.id:
            note = sentence(
                "The tool is the one that was named for the last file of this header and name: {tool}.",
                tool=one.match.format.tool,
            )
            return _loadable(replace(one.match, notes=(note,)))
    by_name = column_mapping.match_by_name(file_table, remembered=agreed.columns, answers=mine)
    possible = [one for one in likely if one.match.format.lacks is None]
    if possible and not isinstance(by_name, Match):
        return _which_tool(file_table, possible, default=COLUMNS)
    if likely and isinstance(by_name, Sentence):
        return _lacking(likely[0].match, is_proved=False)
    if isinstance(by_name, Match) or likely or tool == COLUMNS or _names_columns(mine):
        return by_name
    found_near = near_formats.near(file_table)
    if isinstance(by_name, Question):
        return replace(by_name, text=near_formats.beside(by_name.text, found_near))
    return near_formats.beside(by_name, found_near)


def tool_key(match: Match, file_name: str) -> str:
    """The key under which the tool of a table is remembered: its header, and its file's name without numbers."""
    return remembered.tool_key(column_mapping.fingerprint(match.header), file_name)


def _claims(file_table: file_reader.FileTable, found: list[Candidate], beside: Surroundings) -> list[Claim]:
    names = [beside.file_name, *(name for part in file_table.name.split(" › ") for name in (part, part.split("/")[-1]))]
    weighed = (weigh(one.match, one.rows, names=names, tools=beside.tools) for one in found)
    return [one for one in weighed if one is not None]


def _names_columns(answers: dict[str, str]) -> bool:
    """Whether the analyst has said what the columns are: more than that a proposal is right."""
    named = answers.get("columns", column_mapping.ACCEPT) != column_mapping.ACCEPT
    return "tool" not in answers and (named or any(name.startswith("column.") for name in answers))


def _drops_figures(file_table: file_reader.FileTable, claim: Claim) -> bool:
    """Whether the format is that of a sheet made by hand, and its columns by name read figures that it does not name."""
    if not claim.match.format.by_hand or claim.explains:
        return False
    seen = column_mapping.studied(file_table)
    if seen is None:
        return False
    return any(seen.header[column].strip() in claim.unnamed for column in column_mapping.figures_of(seen))


def _rivals(proved: list[Claim]) -> list[Claim]:
    """The heaviest claim, and those that are as well proved: of the same weight, or of another tool and close to it."""
    first = proved[0]
    weight, tool = first.match.weight, first.match.format.tool
    return [
        first,
        *(
            one
            for one in proved[1:]
            if one.match.weight == weight
            or (one.match.weight == weight - 1 and one.match.format.tool != tool and one.own >= first.own > 0)
        ),
    ]


def _loadable(match: Match) -> Match | Sentence:
    return match if match.format.lacks is None else _lacking(match, is_proved=True)


def _which_tool(file_table: file_reader.FileTable, claims: list[Claim], *, default: str | None) -> Question:
    """The question which tool wrote the table: the likely ones, and the reading by column names."""
    return Question(
        "tool",
        file_table.name,
        sentence(
            "Which tool wrote this table? Its columns {columns} are those of {tools}, but other tools write them too. "
            "Name the tool, or answer {by_names} to read the table by its column names.",
            columns=_named_cells(claims[0].match),
            tools=", ".join(dict.fromkeys(one.match.format.tool for one in claims)),
            by_names=COLUMNS,
        ),
        (*dict.fromkeys(one.match.format.id for one in claims), COLUMNS),
        default,
    )


def _named_cells(match: Match) -> str:
    """The header cells that the format names, in the order of the file."""
    columns = {column for taken in match.columns.values() for column in taken} | set(match.unpivoted)
    cells = [match.header[column].strip() for column in sorted(columns)]
    return ", ".join(cells[:_SEEN]) + (" …" if len(cells) > _SEEN else "")


def _lacking(match: Match, *, is_proved: bool) -> Sentence:
    """Why an export of the format is not loaded."""
    named = [match.header[columns[0]] for columns in match.columns.values()] or match.header[:5]
    columns = ", ".join(cell.strip() for cell in named if cell.strip())
    tool = match.format.tool
    if not is_proved:
        return sentence(
            "The columns of this table ({columns}) are those of an export of {tool} that contains no figure of a "
            "whole account and day. If another tool wrote it, add a column with the date of each record, name the "
            "columns as in a template (Uploads screen) and load it again.",
            tool=tool,
            columns=columns,
        )
    if match.format.lacks == "dates":
        return sentence(
            "This is an export of {tool} ({columns}) without any date, and every figure needs one. Export it with "
            "dates, or add a column with the date of each record.",
            tool=tool,
            columns=columns,
        )
    if match.format.lacks == "whole":
        return sentence(
            "This is an export of {tool} ({columns}) that covers only part of the account, such as its first "
            "videos, places or groups: their sum would not be a valid figure. Load the export of the totals.",
            tool=tool,
            columns=columns,
        )
    return sentence(
        "This is an export of {tool} ({columns}): it contains nothing that a figure uses.", tool=tool, columns=columns
    )


def choice(named: str | None) -> list[Format]:
    """The formats that may claim a table: all, the one that the analyst named, or none where the columns are named.

    Raises Refusal for an unknown format.
    """
    known = formats()
    if named is None:
        return list(known.values())
    if named == COLUMNS:
        return []
    if named not in known:
        raise Refusal(
            "There is no format called {format}. Known formats: {known}.",
            format=named,
            known=", ".join((COLUMNS, *known)),
        )
    return [known[named]]


def nothing_known(ignored: list[tuple[str, Sentence]]) -> Sentence:
    """Why a file is refused when none of its tables is loaded."""
    if len({why.text for _, why in ignored}) == 1:
        return ignored[0][1]
    return sentence(
        "None of the {count} tables of this file can be loaded. {name}: {why}",
        count=len(ignored),
        name=ignored[0][0],
        why=ignored[0][1],
    )
