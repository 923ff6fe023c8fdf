"""Which of the known formats claims a table: its whole signature stands in one of the table's first rows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from data.sentences import Refusal
from loaders.reading.delimited import Dialect
from loaders.recognition import headers
from loaders.recognition.catalogue import Format, sources
from loaders.recognition.headers import plain

HEADER_WITHIN = 50  # a header is looked for in the first 50 rows


@dataclass(frozen=True)
class Match:
    """A format that claims the table whose header stands at a row."""

    format: Format
    header_row: int  # as a spreadsheet numbers it; 0: the table has no header
    header: tuple[str, ...]
    preamble: tuple[str, ...]
    columns: dict[str, tuple[int, ...]]  # name of a header cell -> its columns, from 0
    dialect: Dialect | None = None  # under which the header was seen

    @property
    def weight(self) -> int:
        return len(self.format.signature) + bool(self.format.preamble) + bool(self.format.wide)

    @property
    def dates(self) -> str:
        """How days and months follow each other under this header."""
        orders = (self.format.dates_of.get(plain(cell)) for cell in self.header)
        return next((order for order in orders if order is not None), self.format.dates)

    @property
    def unpivoted(self) -> tuple[int, ...]:
        """The columns, from 0, that the format's `wide` names."""
        return _wide_columns(self.format, self.header, self.columns)


def claim(rows: list[list[str]], among: Iterable[Format]) -> list[Match]:
    """The formats that claim a table, heaviest first: their whole signature stands in one of its first rows."""
    matches = []
    cells = [[plain(cell) for cell in row] for row in rows[:HEADER_WITHIN]]
    words = [frozenset(row) for row in cells]
    for one in among:
        if one.together_with is not None:
            continue
        if one.shape:
            if headers.has_shape(rows, one.shape):
                columns = {name: (column,) for column, name in enumerate(one.signature)}
                matches.append(Match(one, 0, one.signature, (), columns))
            continue
        for index in range(len(cells)):
            if one.signature and not headers.may_name(words[index], one.spellings(one.signature[0])):
                continue
            match = _match(one, rows, index, cells[index])
            if match is not None:
                matches.append(match)
                break
    return sorted(matches, key=lambda match: -match.weight)


def match_under(one: Format, match: Match) -> Match | None:
    """The table of a match as another format reads it; None where it lacks the columns of that one."""
    rows = [[line] for line in match.preamble] + [list(match.header)]
    found = _match(one, rows, len(rows) - 1, [plain(cell) for cell in match.header])
    return None if found is None else replace(found, header_row=match.header_row, dialect=match.dialect)


def best(matches: list[Match]) -> Match | None:
    """The heaviest claim. Raises Refusal, naming both, when two formats claim with the same weight."""
    if not matches:
        return None
    rivals = [match for match in matches if match.weight == matches[0].weight]
    if len({match.format.id for match in rivals}) > 1:
        raise Refusal(
            "Two formats recognise this table: {first} and {second}. Name the right one with the format option.",
            first=rivals[0].format.id,
            second=rivals[1].format.id,
        )
    return matches[0]


def header_cell_of(match: Match, field: str) -> str:
    """The header cell that a field comes from, as written in the file; the field's own name when it comes from none."""
    for name in sources(match.format).get(field, ()):
        if name in match.columns:
            return match.header[match.columns[name][0]].strip()
    return field


def _match(one: Format, rows: list[list[str]], index: int, cells: list[str]) -> Match | None:
    row = rows[index]
    columns: dict[str, tuple[int, ...]] = {}
    for name in one.names:
        here = headers.columns_of(cells, one.spellings(name), repeated=one.repeated)
        if here:
            columns[name] = here
        elif name in one.signature:
            return None
    # recognised by what stands above it alone, a header is the first row of several cells: a dimension and a measure
    if not one.signature and any(sum(bool(cell.strip()) for cell in before) > 1 for before in rows[:index]):
        return None
    if one.wide is not None and len(_wide_columns(one, row, columns)) < (1 if one.signature else 2):
        return None
    above = tuple(" ".join(cell for cell in before if cell).strip() for before in rows[:index])
    if one.preamble is not None and not re.search(one.preamble, "\n".join(above)):
        return None
    if one.below is not None and not all(
        any(re.search(one.below, cell) for cell in next_one) for next_one in rows[index + 1 : index + 2]
    ):
        return None
    return Match(one, index + 1, tuple(row), above, columns)


def _wide_columns(one: Format, row: Iterable[str], columns: dict[str, tuple[int, ...]]) -> tuple[int, ...]:
    if one.wide is None:
        return ()
    named = {column for taken in columns.values() for column in taken}
    return tuple(
        column
        for column, cell in enumerate(row)
        if column not in named and cell.strip() and re.search(one.wide, cell.strip())
    )
