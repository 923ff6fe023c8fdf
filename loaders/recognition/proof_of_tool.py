"""Whether a format's claim to a table is proved: the first of the five proofs, *whose file is it?*

A table is a tool's when its header has cells that no other tool writes; or by a second proof: the lines above or below
the header, the words in a column, the name that the tool gives to the file, other tables of the tool in the same file,
or a combination of many columns that explains the whole table. Columns with data that the format does not name count
against a claim, above all texts, addresses, authors and a second dimension.

The cells that no other tool writes are found in the registry of formats, not listed: see `owned`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from loaders.recognition import headers
from loaders.recognition.catalogue import Format, formats
from loaders.recognition.common_headers import is_common
from loaders.recognition.headers import composed, plain
from loaders.recognition.signatures import Match, match_under
from loaders.tables import TABLES

MANY = 5  # header cells that together name a tool, when they explain the whole table
WHOLE_LAYOUT = 6  # required header cells that together name a tool, whatever else the table has
MOST = 2 / 3  # of the cells of a column
SECOND_PROOF = 3  # a second proof weighs as much as so many header cells of the tool's own
_FIGURE = re.compile(
    r"(?i)[-+−~<>≈]?\s*[\d.,:'’\s\u00a0\u202f/-]*\d[\d.,:'’\s\u00a0\u202f/-]*\s*(k|m|md|b|%|€|\$|£|h|min|s|sec|pts?)?"
    r"|[-–—]+|n/?[acd]|nan|null|none|undefined|true|false|yes|no|oui|non"
)
_TOLD = re.compile(r"(?i)\s*(https?://|www\.)|@\w|#\w|\S+\s+\S+\s+\S+\s+\S+")
_LABEL = re.compile(
    r"(?i)\s*(positi(ve?|f|vo)|negati(ve?|vo)|n[ée]gatif|neutr(al|e|o)|mix(ed|te)|mitig[ée]|gemischt|misto|neutraal)s?\s*"
)


@dataclass(frozen=True)
class Claim:
    """A format's claim to a table, and what is for and against it."""

    match: Match
    own: int  # header cells that no other tool writes
    second: int  # other proofs, as header cells
    unnamed: tuple[str, ...]  # header cells of columns with data that the format does not name
    words: int  # of those, columns of words
    told: int  # of those, columns of texts, addresses, authors or sentiments

    @property
    def is_proved(self) -> bool:
        """Whether the table is that of the tool."""
        format = self.match.format
        if format.by_hand:
            return not (_is_series(format) and self.told)
        if self.own:
            return not _is_series(format) or self.own + self.second > self.words
        return self.second > 0 and not (_is_series(format) and self.words)

    @property
    def explains(self) -> bool:
        """Whether the format names every column that has data."""
        return not self.unnamed

    @property
    def is_likely(self) -> bool:
        """Whether the tool may be proposed where no claim is proved."""
        format = self.match.format
        return bool(format.signature) and not format.by_hand and (self.explains or self.own > 0)


def weigh(
    match: Match, rows: list[list[str]], *, names: Iterable[str] = (), tools: Collection[str] = ()
) -> Claim | None:
    """What is for and against a claim; None where a column does not hold what the format says it holds.

    `rows`: the first rows of the table, the header among them. `names`: those of the file and of the table. `tools`:
    those that other tables of the file are proved to be of.
    """
    format = match.format
    records = rows[match.header_row :]
    if not _holds(match, records):
        return None
    named = _named(match)
    unnamed = {
        column: cells
        for column, cell in enumerate(match.header)
        if column not in named and (cells := _cells(records, column)) and cell.strip()
    }
    columns = {column for taken in match.columns.values() for column in taken} | set(match.unpivoted)
    own = sum(owned(match.header[column], format.tool) for column in columns) if match.header_row else 0
    words = [column for column, cells in unnamed.items() if _share(cells, _FIGURE.fullmatch) < 0.95]
    told = [column for column in words if _tells(unnamed[column])]
    second = 0
    if format.shape or _says(format.preamble) or format.below is not None or format.column_holds:
        second += SECOND_PROOF
    explained = len(match.columns) >= max(MANY, len(format.names) / 2) and not unnamed
    if len(format.signature) >= WHOLE_LAYOUT or explained:
        second += SECOND_PROOF
    is_named = format.file_named is not None and any(re.search(format.file_named, composed(name)) for name in names)
    if not format.signature and format.file_named is not None and not is_named:
        return None  # its name is all that tells such a table
    elsewhere = (bool(format.signature) and format.tool in tools) or is_named
    if elsewhere and not words:  # a table of another shape beside it proves nothing about this one
        second += SECOND_PROOF
    return Claim(match, own, second, tuple(match.header[column].strip() for column in unnamed), len(words), len(told))


@lru_cache(maxsize=10_000)  # header cells of files: any text
def owned(cell: str, tool: str) -> bool:
    """Whether the tool writes this header cell and no other does, as far as the formats and common wording tell."""
    return not is_common(plain(cell)) and _writers(cell) == {tool}


@lru_cache(maxsize=10_000)
def owner(cell: str) -> str | None:
    """The only tool that writes this header cell, as far as the formats and common wording tell."""
    writers = _spellings()[0].get(plain(cell), set())
    return next(iter(writers)) if len(writers) == 1 and not is_common(plain(cell)) else None


def _writers(cell: str) -> set[str]:
    """The tools of which a format names the header cell."""
    word = plain(cell)
    exact, patterns = _spellings()
    found = set(exact.get(word, ()))
    found.update(tool for tool, pattern in patterns if pattern.search(cell.strip()))
    return found


@cache
def _spellings() -> tuple[dict[str, set[str]], list[tuple[str, re.Pattern[str]]]]:
    """Plain header cell -> tools; and the tools of patterns, without those that match any cell."""
    exact: dict[str, set[str]] = {}
    patterns: list[tuple[str, re.Pattern[str]]] = []
    for format in formats().values():
        for name in format.names:
            for spelling in format.spellings(name):
                if headers.is_pattern(spelling):
                    patterns.append((format.tool, re.compile(rf"(?i)\A(?:{spelling[1:-1]})\Z", re.DOTALL)))
                else:
                    exact.setdefault(plain(spelling.removesuffix(" #2")), set()).add(format.tool)
        if format.wide is not None:
            patterns.append((format.tool, re.compile(format.wide)))
    return exact, [(tool, pattern) for tool, pattern in patterns if pattern.search("Zq xv wk") is None]


def _holds(match: Match, records: list[list[str]]) -> bool:
    """Whether most cells of a column are as the format says; a footer or two are not."""
    for name, pattern in match.format.column_holds.items():
        cells = [cell for column in match.columns.get(name, ()) for cell in _cells(records, column)]
        if cells and _share(cells, re.compile(pattern).search) < MOST:
            return False
    return True


def _named(match: Match) -> set[int]:
    """The columns that the format names, or one that is read together with it."""
    together = [one for one in formats().values() if one.together_with == match.format.id]
    pairs = [match, *filter(None, (match_under(one, match) for one in together))]
    return {
        column
        for one in pairs
        for column in (*(at for taken in one.columns.values() for at in taken), *one.unpivoted)
    }  # fmt: skip


def _cells(records: list[list[str]], column: int) -> list[str]:
    return [row[column].strip() for row in records if column < len(row) and row[column].strip()]


def _share(cells: list[str], test) -> float:
    return sum(test(cell) is not None for cell in cells) / len(cells)


def _tells(cells: list[str]) -> bool:
    """Whether a column holds texts, addresses, authors or sentiments."""
    return _share(cells, _TOLD.search) >= 0.5 or _share(cells, _LABEL.fullmatch) >= 0.5


def _says(preamble: str | None) -> bool:
    """Whether a pattern for the lines above the header asks for any."""
    return preamble is not None and re.search(preamble, "") is None


def _is_series(format: Format) -> bool:
    """Whether the format's records are figures of a day and account: without texts, addresses or items."""
    return format.lacks is None and not any(field.kind in ("text", "url") for field in TABLES[format.table].fields)
