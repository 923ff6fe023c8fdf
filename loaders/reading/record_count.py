"""The records of a text counted by our own eyes, and the text made ready for DuckDB.

DuckDB reads a copy that holds the well-formed records below the header and nothing else. The count is made from the
positions of quotes, line ends and delimiters in each block; a block that this cannot settle goes through the exact
reader of `loaders/reading/delimited.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import BinaryIO

import numpy as np

from data.sentences import Refusal
from loaders.reading.delimited import LONGEST, Dialect, Line, walk, written

_QUOTE, _LF, _CR = 34, 10, 13
_SOUND, _BLANK, _ODD = 0, 1, 2
MOST_RAGGED = 100_000
MOST_ASTRAY = 30  # quotes of one block that do not pair up; past them each record is looked at


@dataclass(frozen=True)
class Ragged:
    """A record that has more or fewer cells than the header, or whose quotes are out of place (`misquoted`)."""

    record: int
    width: int
    cells: list[str | None]
    misquoted: bool = False


@dataclass
class Tally:
    """What was counted. `record` is the number that the next record bears."""

    record: int
    sound: int = 0
    ragged: list[Ragged] = field(default_factory=list)
    shifts: list[tuple[int, int]] = field(default_factory=list)  # from this sound record on, add this to its place

    @property
    def records(self) -> int:
        return self.sound + len(self.ragged)

    def keep(self, count: int) -> None:
        """`count` sound records follow each other."""
        shift = self.record - self.sound - 1
        if count and (not self.shifts or self.shifts[-1][1] != shift):
            self.shifts.append((self.sound + 1, shift))
        self.sound += count
        self.record += count

    def skip(self, count: int) -> None:
        """`count` blank rows: they bear numbers and are no records."""
        self.record += count

    def reject(self, line: Line) -> None:
        cells = [cell.decode(errors="replace") or None for cell in line.cells]
        self.ragged.append(Ragged(self.record, len(cells), cells, line.misquoted))
        self.record += 1
        if len(self.ragged) > MOST_RAGGED:
            raise Refusal(
                "More than {count} records do not have as many cells as the header (the first: record {record}, "
                "{width} cells): this is not a table, or cells contain its delimiter without quotes. Export it "
                "again as XLSX or CSV.",
                count=MOST_RAGGED,
                record=self.ragged[0].record,
                width=self.ragged[0].width,
            )


@dataclass(frozen=True)
class Shape:
    """What a sound record looks like: as wide as the header; unnamed last columns may be missing or, empty, too many."""

    dialect: Dialect
    width: int
    needed: int  # cells up to the last named column

    def fitted(self, line: Line) -> list[bytes] | None:
        """The cells of a sound record at the header's width; None when it is not sound."""
        cells = line.cells
        if line.misquoted or len(cells) < self.needed or any(cells[self.width :]):
            return None
        return cells[: self.width] + [b""] * (self.width - len(cells))


def tally(blocks: Iterable[bytes], shape: Shape, *, first: int, out: BinaryIO) -> Tally:
    """Count the records of the blocks, the first of which bears the number `first`, and write the sound ones to `out`."""
    counted = Tally(first)
    carried = b""
    for block in blocks:
        carried = _block(carried + block if carried else block, shape, counted, out)
        if len(carried) > LONGEST:
            carried = carried[_careful(carried, shape, counted, out, final=False) :]
        if len(carried) > LONGEST:
            raise Refusal(
                "Record {record} is longer than {size} bytes: a line end or a closing quote is missing, or this is "
                "not a table. Check that record, or export the file again.",
                record=counted.record,
                size=LONGEST,
            )
    if carried:
        _careful(carried, shape, counted, out, final=True)
    return counted


def _block(data: bytes, shape: Shape, counted: Tally, out: BinaryIO) -> bytes:
    """Count the whole records of a block; the rest of it."""
    for _ in range(0 if shape.dialect.backslash else MOST_ASTRAY):
        astray = _astray(data, shape.dialect)
        if astray is None:
            return _paired(data, shape, counted, out)
        data = _paired(data[:astray], shape, counted, out) + data[astray:]
        line = next(walk(data, shape.dialect, final=False, width=shape.width), None)
        if line is None:
            return data
        _count(line, shape, counted, out)
        data = data[line.end :]
    return data[_careful(data, shape, counted, out, final=False) :]


def _paired(data: bytes, shape: Shape, counted: Tally, out: BinaryIO) -> bytes:
    """Count the whole records of bytes whose quotes pair up; the rest of them."""
    signs = np.frombuffer(data, np.uint8)
    quotes = _quotes(signs, shape.dialect)
    if b"\r" in data:
        if _lone_return_inside(signs, quotes):
            return data[_careful(data, shape, counted, out, final=False) :]
        data = _with_plain_line_ends(signs, quotes)
        signs = np.frombuffer(data, np.uint8)
        quotes = _quotes(signs, shape.dialect)
    return data[_settled(data, signs, quotes, shape=shape, counted=counted, out=out) :]


def _quotes(signs: np.ndarray, dialect: Dialect) -> np.ndarray:
    return np.flatnonzero(signs == _QUOTE) if dialect.quoted else np.empty(0, np.int64)


def _astray(data: bytes, dialect: Dialect) -> int | None:
    """Where the first quote stands that does not pair up; None when all do.

    Quotes pair up when every second one ends a cell that the one before began, or is half of a doubled one: then what
    stands between the two of a pair is inside a cell.
    """
    signs = np.frombuffer(data, np.uint8)
    quotes = _quotes(signs, dialect)
    may_stand_beside = np.zeros(256, bool)
    may_stand_beside[[dialect.mark[0], _LF, _CR, _QUOTE]] = True
    neighbours = quotes + np.where(np.arange(quotes.size) & 1, 1, -1)
    known = (neighbours >= 0) & (neighbours < signs.size)
    wrong = quotes[known][~may_stand_beside[signs[neighbours[known]]]]
    return int(wrong[0]) if wrong.size else None


def _lone_return_inside(signs: np.ndarray, quotes: np.ndarray) -> bool:
    """Whether a quoted cell holds a line end of CR alone, which the count by LF does not see."""
    returns = np.flatnonzero(signs == _CR)
    inside = returns[(np.searchsorted(quotes, returns) & 1) == 1]
    inside = inside[inside < signs.size - 1]
    return bool((signs[inside + 1] != _LF).any())


def _with_plain_line_ends(signs: np.ndarray, quotes: np.ndarray) -> bytes:
    """The block with every line end outside quotes as LF; a last CR stays, since an LF may follow it."""
    returns = np.flatnonzero(signs == _CR)
    outside = returns[(np.searchsorted(quotes, returns) & 1) == 0]
    outside = outside[outside < signs.size - 1]
    paired = signs[outside + 1] == _LF
    plain = signs.copy()
    plain[outside[~paired]] = _LF
    return np.delete(plain, outside[paired]).tobytes()


def _settled(data: bytes, signs: np.ndarray, quotes: np.ndarray, *, shape: Shape, counted: Tally, out: BinaryIO) -> int:
    """Count the whole records of a block whose quotes pair up; how many of its bytes they are."""
    lines = np.flatnonzero(signs == _LF)
    before = np.searchsorted(quotes, lines)  # quotes before each line end
    ends = lines[(before & 1) == 0]
    if not ends.size:
        return 0
    size = int(ends[-1]) + 1
    marks = np.flatnonzero(signs[:size] == shape.dialect.mark[0])
    quotes = quotes[: np.searchsorted(quotes, size)]
    starts = np.concatenate(([0], ends[:-1] + 1))
    raw = np.diff(np.searchsorted(marks, ends), prepend=0)
    blank = ends - starts == raw  # nothing but delimiters
    odd = np.zeros(ends.size, bool)
    inside = 0
    if quotes.size:
        opening, closing = quotes[0::2], quotes[1::2]
        within = np.searchsorted(marks, closing) - np.searchsorted(marks, opening)
        inside = np.bincount(np.searchsorted(ends, opening), within, ends.size).astype(np.int64)
        quoting = np.bincount(np.searchsorted(ends, quotes), minlength=ends.size)
        odd |= (quoting > 0) & (ends - starts == raw + quoting)  # nothing but delimiters and quotes: perhaps blank
        odd[_perhaps_swallowing(lines, marks, ends, before, width=shape.width)] = True
    odd |= raw - inside != shape.width - 1
    kinds = np.where(blank, _BLANK, np.where(odd, _ODD, _SOUND))
    turns = np.concatenate(([0], np.flatnonzero(np.diff(kinds)) + 1, [ends.size]))
    for first, after in pairwise(turns.tolist()):
        _take(data, starts, ends, (first, after), kind=kinds[first], shape=shape, counted=counted, out=out)
    return size


def _perhaps_swallowing(
    lines: np.ndarray, marks: np.ndarray, ends: np.ndarray, before: np.ndarray, *, width: int
) -> np.ndarray:
    """The records that hold, inside quotes, a line with as many delimiters as a record."""
    inner = np.flatnonzero((before & 1) == 1)
    inner = inner[lines[inner] < ends[-1]]
    if width < 3 or not inner.size:
        return np.empty(0, np.int64)
    held = np.searchsorted(marks, lines[inner + 1]) - np.searchsorted(marks, lines[inner])
    return np.searchsorted(ends, lines[inner[held == width - 1]])


def _take(
    data: bytes,
    starts: np.ndarray,
    ends: np.ndarray,
    run: tuple[int, int],
    *,
    kind: int,
    shape: Shape,
    counted: Tally,
    out: BinaryIO,
) -> None:
    """Count a run of records of one kind: the sound ones are copied as they stand, the odd ones looked at one by one."""
    first, after = run
    if kind == _BLANK:
        counted.skip(after - first)
    elif kind == _SOUND:
        out.write(memoryview(data)[starts[first] : ends[after - 1] + 1])
        counted.keep(after - first)
    else:
        for place in range(first, after):
            _careful(data[starts[place] : ends[place] + 1], shape, counted, out, final=True)


def _careful(data: bytes, shape: Shape, counted: Tally, out: BinaryIO, *, final: bool) -> int:
    """Count record by record; how many bytes they are."""
    used = 0
    for line in walk(data, shape.dialect, final=final, width=shape.width):
        _count(line, shape, counted, out)
        used = line.end
    return used


def _count(line: Line, shape: Shape, counted: Tally, out: BinaryIO) -> None:
    fitted = shape.fitted(line)
    if line.blank and not line.misquoted:
        counted.skip(1)
    elif fitted is None:
        counted.reject(line)
    else:
        out.write(written(fitted, shape.dialect))
        counted.keep(1)
