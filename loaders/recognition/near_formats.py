"""Which tool's export a table resembles when no format claims it: a layout of another year or language, or a cut copy.

Nothing is read by it: it is said beside the question about the columns, and in the refusal.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from data.sentences import Sentence, sentence
from loaders.reading import budget
from loaders.reading import file as file_reader
from loaders.recognition import headers
from loaders.recognition.catalogue import Format, formats
from loaders.recognition.proof_of_tool import owner

HEADER_WITHIN = 20  # rows among which a header is looked for
OWN = 2  # header cells that no other tool writes, from which on a table resembles a tool's
WIDEST = 500  # columns
_SEEN = 5  # header cells that a sentence names


@dataclass(frozen=True)
class Near:
    """A format of which some header cells are there, and those that are not."""

    format: Format
    found: tuple[str, ...]  # as written in the file
    lacking: tuple[str, ...]


def near(file_table: file_reader.FileTable) -> Near | None:
    """The format whose own header cells the table has most of, where it has half of what the format needs."""
    best, most = None, (0, 0)
    for dialect in file_table.dialects if file_table.unread is None else ():
        for row in file_reader.first_records(file_table, dialect)[:HEADER_WITHIN]:
            budget.check()
            if len(row) > WIDEST:
                continue
            owners = Counter(tool for cell in row if (tool := owner(cell)) is not None)
            tools = {tool for tool, count in owners.items() if count >= OWN}
            if not tools:
                continue
            cells = [headers.plain(cell) for cell in row]
            words = frozenset(cells)
            for format in formats().values():
                if format.tool not in tools or format.by_hand or not format.signature:
                    continue
                found = _found(format, cells, words)
                needed = [name for name in format.signature if name not in found]
                if not needed or 2 * len(needed) > len(format.signature):
                    continue
                own = sum(owner(row[column]) == format.tool for column in set(found.values()))
                if own >= OWN and (own, -len(needed)) > most:
                    most = (own, -len(needed))
                    written = tuple(row[column].strip() for column in sorted(set(found.values())))
                    best = Near(format, written, tuple(needed))
    return best


def beside(text: Sentence, found: Near | None) -> Sentence:
    """A question or refusal with what the table resembles."""
    if found is None:
        return text
    return sentence(
        "{said} The columns {columns} are those of {tool}, but its export also has {lacking}: this may be a layout that is "
        "not known, or a copy with fewer columns.",
        said=text,
        columns=_listed(found.found),
        tool=found.format.tool,
        lacking=_listed(found.lacking),
    )


def _found(format: Format, cells: list[str], words: frozenset[str]) -> dict[str, int]:
    """Name -> the first column, from 0, of the names of a format that a row has."""
    found = {}
    for name in format.names:
        spellings = format.spellings(name)
        if headers.may_name(words, spellings):
            at = headers.columns_of(cells, spellings, repeated=format.repeated)
            if at:
                found[name] = at[0]
    return found


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names[:_SEEN]) + (" …" if len(names) > _SEEN else "")
