"""Finds the formats that claim a table: those whose whole signature is in one of the table's first rows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from data.sentences import Sentence
from loaders.reading.delimited import Dialect
from loaders.recognition import headers, tool_words
from loaders.recognition.catalogue import Format, sources
from loaders.recognition.columns.names import LONGEST_NAME
from loaders.recognition.headers import plain, visible

TITLE = 2_000  # characters of a line above the header that are searched
HEADER_WITHIN = 50  # rows among which a header is looked for


@dataclass(frozen=True)
class Match:
    """A format that claims a table, and the header under which it does."""

    format: Format
    header_row: int  # as a spreadsheet numbers it; 0: the table has no header
    header: tuple[str, ...]
    preamble: tuple[str, ...]
    columns: dict[str, tuple[int, ...]]  # name of a header cell -> its columns, from 0
    dialect: Dialect | None = None  # under which the header was found
    notes: tuple[Sentence, ...] = ()  # for the receipt: how the format was chosen, how its columns are read

    @property
    def weight(self) -> int:
        return len(self.format.signature) + bool(self.format.preamble) + bool(self.format.wide)

    @cached_property
    def languages(self) -> frozenset[str]:
        """The languages in which the tool writes this header."""
        return _languages(self.format, self.header, self.columns)

    @property
    def dates(self) -> str:
        """The order of day and month under this header; that of a format is that of its English exports."""
        orders = [order for cell in self.header if (order := self.format.dates_of.get(plain(cell))) is not None]
        if orders or self.format.dates in ("iso", "prove"):
            return orders[0] if orders else self.format.dates
        return self._of_language(tool_words.of(self.format.tool).dates, self.format.dates) or "prove"

    @property
    def decimals(self) -> str | None:
        """The decimal mark under this header, where the column does not prove it."""
        return self._of_language(tool_words.of(self.format.tool).decimals, self.format.decimals)

    def english(self, cell: str) -> str:
        """A header cell under the name that the tool gives it in English, where that is known; else as written."""
        words = tool_words.of(self.format.tool)
        found = None if tool_words.ENGLISH in words.languages_of(cell) else words.english(cell)
        return found or visible(cell).strip()

    def _of_language(self, known: dict[str, tool_words.Word], in_english: str | None) -> str | None:
        """What holds for the language of the header: what its languages agree on, None where they do not."""
        if tool_words.ENGLISH in self.languages:
            return in_english
        told = {known[one].text if one in known else None for one in self.languages}
        return told.pop() if len(told) == 1 else None

    @property
    def unpivoted(self) -> tuple[int, ...]:
        """The columns, from 0, that the format's `wide` names."""
        return _wide_columns(self.format, self.header, self.columns)


def claim(rows: list[list[str]], among: Iterable[Format]) -> list[Match]:
    """The formats whose whole signature is in one of the first rows of a table, heaviest first."""
    matches = []
    cells = [[plain(cell[:LONGEST_NAME]) for cell in row] for row in rows[:HEADER_WITHIN]]
    words = [frozenset(row) for row in cells]
    for format in among:
        if format.together_with is not None:
            continue
        if format.shape:
            if headers.has_shape(rows, format.shape):
                columns = {name: (column,) for column, name in enumerate(format.signature)}
                matches.append(Match(format, 0, format.signature, (), columns))
            continue
        for index in range(len(cells)):
            if format.signature and not headers.may_name(words[index], format.spellings(format.signature[0])):
                continue
            match = _match(format, rows, index, cells[index])
            if match is not None:
                matches.append(match)
                break
    return sorted(matches, key=lambda match: -match.weight)


def match_under(format: Format, match: Match) -> Match | None:
    """The table of a match under another format; None when it lacks that format's columns."""
    rows = [[line] for line in match.preamble] + [list(match.header)]
    found = _match(format, rows, len(rows) - 1, [plain(cell) for cell in match.header])
    return None if found is None else replace(found, header_row=match.header_row, dialect=match.dialect)


def best(matches: list[Match]) -> Match | None:
    """The heaviest claim."""
    return matches[0] if matches else None


def header_cell_of(match: Match, field: str) -> str:
    """The header cell that fills a field, as written in the file; the field's own name when none does."""
    for name in sources(match.format).get(field, ()):
        if name in match.columns:
            return match.header[match.columns[name][0]].strip()
    return field


def _match(format: Format, rows: list[list[str]], index: int, cells: list[str]) -> Match | None:
    row = rows[index]
    columns: dict[str, tuple[int, ...]] = {}
    for name in format.names:
        here = headers.columns_of(cells, format.spellings(name), repeated=format.repeated)
        if here:
            columns[name] = here
        elif name in format.signature:
            return None
    # without a signature, the header is the first row of several cells: a dimension and a measure
    if not format.signature and any(sum(bool(cell.strip()) for cell in before) > 1 for before in rows[:index]):
        return None
    if format.wide is not None and len(_wide_columns(format, row, columns)) < (1 if format.signature else 2):
        return None
    if not _languages(format, row, columns):
        return None  # a tool writes one language: this is a header of no tool, or of another
    above = tuple(visible(" ".join(cell for cell in before if cell)[:TITLE]).strip() for before in rows[:index])
    if format.preamble is not None and not re.search(format.preamble, "\n".join(above)):
        return None
    if format.below is not None and not all(
        any(re.search(format.below, cell) for cell in next_one) for next_one in rows[index + 1 : index + 2]
    ):
        return None
    return Match(format, index + 1, tuple(row), above, columns)


def _wide_columns(format: Format, row: Iterable[str], columns: dict[str, tuple[int, ...]]) -> tuple[int, ...]:
    if format.wide is None:
        return ()
    named = {column for taken in columns.values() for column in taken}
    return tuple(
        column
        for column, cell in enumerate(row)
        if column not in named and cell.strip() and re.search(format.wide, visible(cell).strip())
    )


def _languages(format: Format, row: Iterable[str], columns: dict[str, tuple[int, ...]]) -> frozenset[str]:
    cells = list(row)
    named = {column for taken in columns.values() for column in taken}
    wide = _wide_columns(format, cells, columns)
    return tool_words.language_of(format.tool, (cells[column] for column in sorted({*named, *wide})))
