"""Which sign separates the cells of a text: inferred from the first records, never from the file's name.

Every dialect that makes a table is kept, the likeliest first: a format claims the one that shows its header.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from data.sentences import Sentence, sentence
from loaders.reading.delimited import Dialect, walk

DELIMITERS = (",", ";", "\t", "|")
LOOKED_AT = 200  # records
_NAMED = re.compile(rb'"?sep=([\x09\x20-\x7e])"?(?:\r\n|\n|\r|$)', re.IGNORECASE)


@dataclass(frozen=True)
class Fit:
    """How well a dialect reads the first records."""

    dialect: Dialect
    width: int  # cells of most records
    alike: int  # records of that width
    misquoted: int
    seen: int

    @property
    def rank(self) -> tuple[float, int, bool]:
        return ((self.alike - 2 * self.misquoted) / max(1, self.seen), self.width, self.dialect.quoted)


def named_delimiter(head: bytes) -> tuple[str | None, int]:
    """The delimiter that a first line `sep=;` names, and the bytes of that line; spreadsheets do not show it."""
    found = _NAMED.match(head)
    if found is None:
        return None, 0
    return found[1].decode(), found.end()


def dialects(head: bytes, *, whole: bool, named: str | None = None) -> tuple[Dialect, ...]:
    """The dialects under which the first records make a table, likeliest first; a lone column when none does."""
    fits: list[Fit] = []
    for delimiter in [named] if named else DELIMITERS:
        plain = _fit(Dialect(delimiter), head, whole)
        tried = [plain]
        if b'\\"' in head:
            tried.append(_fit(Dialect(delimiter, backslash=True), head, whole))
        if plain.misquoted > _quoted_cells(head, delimiter):
            tried.append(_fit(Dialect(delimiter, quoted=False), head, whole))
        # of one delimiter the plain reading counts unless another reads more records alike
        fits.append(max(tried, key=lambda fit: fit.rank[0]))
    tables = sorted((fit for fit in fits if fit.width > 1), key=lambda fit: fit.rank, reverse=True)
    if not tables:
        return (Dialect(named or ","),)
    rivals = sum(2 * fit.alike >= fit.seen for fit in tables) > 1
    return tuple(replace(fit.dialect, why=_why(fit) if rivals else None) for fit in tables)


def _quoted_cells(head: bytes, delimiter: str) -> int:
    """How many cells stand in quotes as they should: a tool that quotes one cell quotes every cell that needs it."""
    mark = re.escape(delimiter.encode())
    return len(re.findall(rb"(?:^|[\r\n]|" + mark + rb')"[^"\r\n]*+"(?=$|[\r\n]|' + mark + rb")", head))


def _fit(dialect: Dialect, head: bytes, whole: bool) -> Fit:
    widths: Counter[int] = Counter()
    misquoted = 0
    for seen, line in enumerate(walk(head, dialect, final=whole)):
        if seen == LOOKED_AT:
            break
        if line.misquoted:
            misquoted += 1
        elif not line.blank:
            widths[len(line.cells)] += 1
    tables = Counter({width: count for width, count in widths.items() if width > 1})
    # of two widths that are as frequent the larger: a title above one record is none of it
    width, alike = max(tables.items(), key=lambda found: (found[1], found[0]), default=(1, widths[1]))
    return Fit(dialect, width, alike, misquoted, sum(widths.values()) + misquoted)


def _why(fit: Fit) -> Sentence:
    name = {"\t": "TAB"}.get(fit.dialect.delimiter, fit.dialect.delimiter)
    if fit.dialect.backslash:
        return sentence(
            "Cells are separated by “{delimiter}”, and a backslash marks a quote inside a cell. Records examined: "
            "{seen}; with {width} cells: {alike}.",
            delimiter=name,
            seen=fit.seen,
            alike=fit.alike,
            width=fit.width,
        )
    if not fit.dialect.quoted:
        return sentence(
            "Cells are separated by “{delimiter}”, and quotes are ordinary characters. Records examined: {seen}; "
            "with {width} cells: {alike}.",
            delimiter=name,
            seen=fit.seen,
            alike=fit.alike,
            width=fit.width,
        )
    return sentence(
        "Cells are separated by “{delimiter}”. Records examined: {seen}; with {width} cells: {alike}.",
        delimiter=name,
        seen=fit.seen,
        alike=fit.alike,
        width=fit.width,
    )
