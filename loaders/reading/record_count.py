"""Our own count of the records of a text, and the copy of it that DuckDB reads.

The copy contains the well-formed records below the header and nothing else. Records are counted from the positions of
quotes, line ends and delimiters in each block; a block for which this is not enough goes through the exact reader of
`loaders/reading/delimited.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import BinaryIO

import numpy as np

from data.sentences import Refusal
from loaders.reading import budget
from loaders.reading.delimited import LONGEST, Dialect, Line, walk, written

_QUOTE, _LF, _CR = 34, 10, 13
_SOUND, _BLANK, _ODD = 0, 1, 2
MAX_RAGGED = 100_000
MAX_RAGGED_CELLS = 3_000_000  # of all ragged records, which are held in memory
MAX_UNPAIRED = 30  # unpaired quotes of one block; with more, each record is read by the exact reader


@dataclass(frozen=True)
class Ragged:
    """A record with more or fewer cells than the header, or with misplaced quotes (`misquoted`)."""

    record: int
    width: int
    cells: list[str | None]
    misquoted: bool = False


@dataclass
class Tally:
    """What was counted. `record` is the number of the next record."""

    record: int
    sound: int = 0
    ragged: list[Ragged] = field(default_factory=list)
    ragged_cells: int = 0
    shifts: list[tuple[int, int]] = field(default_factory=list)  # (first sound record, what to add to its position)

    @property
    def records(self) -> int:
        return self.sound + len(self.ragged)

    def keep(self, count: int) -> None:
        """Count consecutive sound records."""
        shift = self.record - self.sound - 1
        if count and (not self.shifts or self.shifts[-1][1] != shift):
            self.shifts.append((self.sound + 1, shift))
        self.sound += count
        self.record += count

    def skip(self, count: int) -> None:
        """Count blank rows: they are numbered but are not records."""
        self.record += count

    def reject(self, line: Line) -> None:
        cells = [cell.decode(errors="replace") or None for cell in line.cells]
        self.ragged.append(Ragged(self.record, len(cells), cells, line.misquoted))
        self.ragged_cells += len(cells)
        self.record += 1
        if len(self.ragged) > MAX_RAGGED or self.ragged_cells > MAX_RAGGED_CELLS:
            raise Refusal(
                "More than {count} records do not have as many cells as the header (the first: record {record}, "
                "{width} cells): this is not a table, or cells contain its delimiter without quotes. Export it "
                "again as XLSX or CSV.",
                count=len(self.ragged) - 1,
                record=self.ragged[0].record,
                width=self.ragged[0].width,
            )


@dataclass(frozen=True)
class Shape:
    """The width of a sound record: that of the header; unnamed last columns may be missing, and extra cells empty."""

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
    """Count the records of the blocks, numbered from `first`, and write the sound ones to `out`."""
    counted = Tally(first)
    carried = b""
    for block in blocks:
        budget.check()
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
    """Count the complete records of a block. Returns its remaining bytes."""
    for _ in range(0 if shape.dialect.backslash else MAX_UNPAIRED):
        unpaired = _first_unpaired_quote(data, shape.dialect)
        if unpaired is None:
            return _paired(data, shape, counted, out)
        data = _paired(data[:unpaired], shape, counted, out) + data[unpaired:]
        line = next(walk(data, shape.dialect, final=False, width=shape.width), None)
        if line is None:
            return data
        _count(line, shape, counted, out)
        data = data[line.end :]
    return data[_careful(data, shape, counted, out, final=False) :]


def _paired(data: bytes, shape: Shape, counted: Tally, out: BinaryIO) -> bytes:
    """Count the complete records of bytes whose quotes pair up. Returns the remaining bytes."""
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


def _first_unpaired_quote(data: bytes, dialect: Dialect) -> int | None:
    """The offset of the first unpaired quote; None when all pair up.

    Quotes pair up when every second one ends the cell that the one before began, or is half of a doubled quote: the
    bytes between the two of a pair are then inside a cell.
    """
    signs = np.frombuffer(data, np.uint8)
    quotes = _quotes(signs, dialect)
    may_adjoin = np.zeros(256, bool)
    may_adjoin[[dialect.mark[0], _LF, _CR, _QUOTE]] = True
    neighbours = quotes + np.where(np.arange(quotes.size) & 1, 1, -1)
    known = (neighbours >= 0) & (neighbours < signs.size)
    wrong = quotes[known][~may_adjoin[signs[neighbours[known]]]]
    return int(wrong[0]) if wrong.size else None


def _lone_return_inside(signs: np.ndarray, quotes: np.ndarray) -> bool:
    """Whether a quoted cell contains a line end of CR alone, which the count by LF misses."""
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
    """Count the complete records of a block whose quotes pair up. Returns their number of bytes."""
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
    """The records that contain, inside quotes, a line with as many delimiters as a record."""
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
    """Count a run of records of one kind: sound ones are copied unchanged, odd ones go through the exact reader."""
    first, after = run
    if kind == _BLANK:
        counted.skip(after - first)
    elif kind == _SOUND:
        out.write(memoryview(data)[starts[first] : ends[after - 1] + 1])
        counted.keep(after - first)
    else:
        for index in range(first, after):
            _careful(data[starts[index] : ends[index] + 1], shape, counted, out, final=True)


def _careful(data: bytes, shape: Shape, counted: Tally, out: BinaryIO, *, final: bool) -> int:
    """Count record by record with the exact reader. Returns their number of bytes."""
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
