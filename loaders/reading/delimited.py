"""The exact reader of delimited text: from UTF-8 bytes to the cells of one record after another.

A cell in double quotes may contain delimiters, line ends and (doubled) quotes. A quote inside an unquoted cell is an
ordinary character. A quoted cell is misquoted when it is followed by anything but a delimiter or a line end, when it
never ends, or contains whole records: its physical line is then an unreadable record, and reading resumes on the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from data.sentences import Sentence

LONGEST = 1_000_000  # bytes of one record; a longer one lacks a quote, or the file is not a table


@dataclass(frozen=True)
class Dialect:
    """How the cells of a text are separated and quoted."""

    delimiter: str
    quoted: bool = True  # whether cells may be in double quotes
    backslash: bool = False  # whether \\" is a quote inside a quoted cell
    why: Sentence | None = field(default=None, compare=False)  # why it was chosen

    @property
    def mark(self) -> bytes:
        return self.delimiter.encode()


@dataclass(frozen=True)
class Line:
    """One record: its bytes, as offsets `start` to `end`, and its cells."""

    start: int
    end: int  # after its line end
    cells: list[bytes]
    misquoted: bool = False

    @property
    def blank(self) -> bool:
        return not any(self.cells)


_LINE_END = re.compile(rb"\r\n|\n|\r")
_TO_LINE_END = re.compile(rb"[^\r\n]*+")


def walk(
    data: bytes, dialect: Dialect, *, start: int = 0, final: bool = True, width: int | None = None
) -> Iterator[Line]:
    """The records of `data` from `start` on; unless `final`, without the last one, which may be cut.

    With the `width` of the header, a quoted cell that contains lines shaped like records is misquoted.
    """
    mark = dialect.mark
    while start < len(data):
        line = _line(data, start, dialect, final=final)
        if line is None:
            return
        if width is not None and not line.misquoted and swallows(data[start : line.end], mark, width):
            line = _misquoted(data, start, start, mark)
        yield line
        start = line.end


def swallows(record: bytes, mark: bytes, width: int) -> bool:
    """Whether a record of several lines is several records joined by a stray quote.

    Most of its lines then have as many delimiters as a record, without blanks after them, and begin like the first
    line; a text that happens to contain commas does not.
    """
    lines = _LINE_END.split(record.rstrip(b"\r\n"))
    if len(lines) == 1 or width < 3 or lines[0].count(mark) != width - 1:
        return False
    shape = _shape(lines[0])
    alike = sum(
        line.count(mark) == width - 1 and 2 * line.count(mark + b" ") < width and _shape(line) == shape
        for line in lines[1:]
    )
    return 2 * alike >= len(lines) - 1


def written(cells: list[bytes], dialect: Dialect) -> bytes:
    """A record as DuckDB reads it: quoted where needed, quotes doubled."""
    mark = dialect.mark
    if not dialect.quoted:
        return mark.join(cells) + b"\n"
    return mark.join(_in_quotes(cell) if _needs_quotes(cell, mark) else cell for cell in cells) + b"\n"


def _line(data: bytes, start: int, dialect: Dialect, *, final: bool) -> Line | None:
    """The record that begins at `start`; None when more bytes may belong to it."""
    mark, size, at = dialect.mark, len(data), start
    line = _TO_LINE_END.match(data, start)
    if not dialect.quoted or b'"' not in line[0]:
        return _ended(data, start, line.end(), line[0].split(mark), final=final)
    plain = _plain(mark)
    quoted = _QUOTED_BACKSLASH if dialect.backslash else _QUOTED
    cells: list[bytes] = []
    while True:
        if dialect.quoted and data[at : at + 1] == b'"':
            found = quoted.match(data, at, min(size, start + LONGEST))
            after = data[found.end() : found.end() + 1] if found else None
            if not final and size - start < LONGEST and (found is None or after == b""):
                return None
            if found is None or after not in (mark, b"\n", b"\r", b""):
                misquoted = _misquoted(data, start, at, mark)
                return misquoted if final or misquoted.end < size else None
            cells.append(_unquoted(found[0], dialect.backslash))
        else:
            found = plain.match(data, at)
            assert found is not None
            cells.append(found[0])
        at = found.end()
        if data[at : at + 1] == mark:
            at += 1
            continue
        return _ended(data, start, at, cells, final=final)


def _ended(data: bytes, start: int, at: int, cells: list[bytes], *, final: bool) -> Line | None:
    """The record whose last cell ends at `at`; None when its line end may be cut."""
    ended = _LINE_END.match(data, at)
    if not final and (ended is None or (ended[0] == b"\r" and ended.end() == len(data))):
        return None
    return Line(start, ended.end() if ended else at, cells)


@cache
def _plain(mark: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"[^\r\n" + re.escape(mark) + rb"]*+")


_QUOTED = re.compile(rb'"[^"]*+(?:""[^"]*+)*+"')
_QUOTED_BACKSLASH = re.compile(rb'"[^"\\]*+(?:(?:\\.|"")[^"\\]*+)*+"', re.DOTALL)
_ESCAPED = re.compile(rb'\\(["\\])|""')


def _unquoted(cell: bytes, backslash: bool) -> bytes:
    inner = cell[1:-1]
    if backslash:
        return _ESCAPED.sub(lambda found: found[1] or b'"', inner)
    return inner.replace(b'""', b'"')


def _misquoted(data: bytes, start: int, at: int, mark: bytes) -> Line:
    found = _TO_LINE_END.match(data, at)
    assert found is not None
    ended = _LINE_END.match(data, found.end())
    return Line(start, ended.end() if ended else found.end(), data[start : found.end()].split(mark), misquoted=True)


def _shape(line: bytes) -> bytes:
    return re.sub(rb"[a-z]", b"a", re.sub(rb"[0-9]", b"0", line.lower()))[:4]


def _needs_quotes(cell: bytes, mark: bytes) -> bool:
    return b'"' in cell or mark in cell or b"\n" in cell or b"\r" in cell


def _in_quotes(cell: bytes) -> bytes:
    return b'"' + cell.replace(b'"', b'""') + b'"'
