"""The delimiter and quoting of a text, inferred from its first records, never from the file's name.

Every dialect that yields a table is kept, the likeliest first: a format claims the one under which its header appears.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from data.sentences import Sentence, sentence
from loaders.reading.delimited import Dialect, walk

DELIMITERS = (",", ";", "\t", "|")
SAMPLE_RECORDS = 200
_NAMED = re.compile(rb'"?sep=([\x09\x20-\x7e])"?(?:\r\n|\n|\r|$)', re.IGNORECASE)


@dataclass(frozen=True)
class Fit:
    """How well a dialect reads the first records."""

    dialect: Dialect
    width: int  # cells of most records
    alike: int  # records of that width
    misquoted: int
    records: int

    @property
    def rank(self) -> tuple[float, int, bool]:
        return ((self.alike - 2 * self.misquoted) / max(1, self.records), self.width, self.dialect.quoted)


def named_delimiter(head: bytes) -> tuple[str | None, int]:
    """The delimiter that a first line `sep=;` names, and the bytes of that line (Excel does not show it)."""
    found = _NAMED.match(head)
    if found is None:
        return None, 0
    return found[1].decode(), found.end()


def dialects(head: bytes, *, whole: bool, named: str | None = None) -> tuple[Dialect, ...]:
    """The dialects under which the first records form a table, likeliest first; a single column when none does."""
    fits: list[Fit] = []
    for delimiter in [named] if named else DELIMITERS:
        plain = _fit(Dialect(delimiter), head, whole)
        tried = [plain]
        if b'\\"' in head:
            tried.append(_fit(Dialect(delimiter, backslash=True), head, whole))
        if plain.misquoted > _quoted_cells(head, delimiter):
            tried.append(_fit(Dialect(delimiter, quoted=False), head, whole))
        # for one delimiter the plain dialect wins unless another gives more records the same width
        fits.append(max(tried, key=lambda fit: fit.rank[0]))
    tables = sorted((fit for fit in fits if fit.width > 1), key=lambda fit: fit.rank, reverse=True)
    if not tables:
        return (Dialect(named or ","),)
    rivals = sum(2 * fit.alike >= fit.records for fit in tables) > 1
    return tuple(replace(fit.dialect, why=_why(fit) if rivals else None) for fit in tables)


def _quoted_cells(head: bytes, delimiter: str) -> int:
    """The number of well-quoted cells: a tool that quotes one cell quotes every cell that needs it."""
    mark = re.escape(delimiter.encode())
    return len(re.findall(rb"(?:^|[\r\n]|" + mark + rb')"[^"\r\n]*+"(?=$|[\r\n]|' + mark + rb")", head))


def _fit(dialect: Dialect, head: bytes, whole: bool) -> Fit:
    widths: Counter[int] = Counter()
    misquoted = 0
    for index, line in enumerate(walk(head, dialect, final=whole)):
        if index == SAMPLE_RECORDS:
            break
        if line.misquoted:
            misquoted += 1
        elif not line.blank:
            widths[len(line.cells)] += 1
    tables = Counter({width: count for width, count in widths.items() if width > 1})
    # on a tie the larger width wins: a title line above a single record is not part of the table
    width, alike = max(tables.items(), key=lambda found: (found[1], found[0]), default=(1, widths[1]))
    return Fit(dialect, width, alike, misquoted, sum(widths.values()) + misquoted)


def _why(fit: Fit) -> Sentence:
    name = {"\t": "TAB"}.get(fit.dialect.delimiter, fit.dialect.delimiter)
    if fit.dialect.backslash:
        return sentence(
            "Cells are separated by “{delimiter}”, and a backslash marks a quote inside a cell. Records examined: "
            "{seen}; with {width} cells: {alike}.",
            delimiter=name,
            seen=fit.records,
            alike=fit.alike,
            width=fit.width,
        )
    if not fit.dialect.quoted:
        return sentence(
            "Cells are separated by “{delimiter}”, and quotes are ordinary characters. Records examined: {seen}; "
            "with {width} cells: {alike}.",
            delimiter=name,
            seen=fit.records,
            alike=fit.alike,
            width=fit.width,
        )
    return sentence(
        "Cells are separated by “{delimiter}”. Records examined: {seen}; with {width} cells: {alike}.",
        delimiter=name,
        seen=fit.records,
        alike=fit.alike,
        width=fit.width,
    )
