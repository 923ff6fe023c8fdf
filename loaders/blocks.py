"""Several tables in one text: each becomes a part of its own.

Two shapes are known. Lines of `#` above each table, as Google Analytics writes them: a table then ends at the next `#`
or at a blank line. And tables apart by blank lines, where a format with `blocks` claims one that is not the first.
A block keeps the row numbers of the file. Of lines above it, it has its own; those of the file's top stand before them,
without the dates that belong to the first table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from loaders import dialects, encodings
from loaders.cells import Line, walk
from loaders.claims import claim
from loaders.encodings import Encoding
from loaders.formats import Format
from loaders.reading import Part, Text

LARGEST = 16_000_000  # bytes; no report of several tables is larger
_HASH = re.compile(rb'\s*"?#(?:\s|-|$)')
_DATE = re.compile(rb"(?:19|20)\d{6}")
_NO_TITLE = re.compile(
    r"(?i)^\W*$|\d{8}|^(all users|tous les utilisateurs)$|^(account|compte|property|propriété)\b|^(start|end) date|^date de"
)
TITLE_LENGTH = 60


@dataclass(frozen=True)
class Block:
    """Lines above a table and its rows; `first` is the number of the first line in the file."""

    above: tuple[Line, ...]
    body: tuple[Line, ...]
    first: int

    @property
    def lines(self) -> tuple[Line, ...]:
        return self.above + self.body


def divided(piece: Part, among: Iterable[Format]) -> list[Part]:
    """The tables of a text that holds several; the piece itself when it is one."""
    if piece.text is None or not piece.dialects:
        return [piece]
    marked = _HASH.match(piece.text.head) is not None
    known = [one for one in among if one.blocks]
    if not marked and not (known and piece.text.whole and _has_blank_line(piece.text.head)):
        return [piece]
    data = _all_of(piece.text)
    if data is None:
        return [piece]
    lines = list(walk(data, piece.dialects[0]))
    found = _below_marks(lines, data) if marked else _between_blanks(lines)
    if len(found) < 2:
        return [piece]
    parts = _named([_part(piece, data, block, found[0], number) for number, block in enumerate(found, 1)])
    return parts if marked or any(_claimed(part, known) for part in parts[1:]) else [piece]


def _below_marks(lines: list[Line], data: bytes) -> list[Block]:
    found: list[Block] = []
    above: list[Line] = []
    body: list[Line] = []
    first = 1
    for number, line in enumerate(lines, 1):
        marked = _HASH.match(data, line.start, line.end) is not None
        if body and (marked or _blank(line)):
            found.append(Block(tuple(above), tuple(body), first))
            above, body = [], []
        if not above and not body:
            first = number
        if marked or (above and not body and _blank(line)):
            above.append(line)
        elif not _blank(line):
            body.append(line)
    return [*found, Block(tuple(above), tuple(body), first)] if body else found


def _between_blanks(lines: list[Line]) -> list[Block]:
    """Runs of rows between blank lines; titles alone belong to the table below them."""
    found: list[Block] = []
    above: list[Line] = []
    body: list[Line] = []
    first = 1
    for number, line in enumerate(lines, 1):
        if not _blank(line):
            first = first if above or body else number
            body.append(line)
        elif body and _is_table(body):
            found.append(Block(tuple(above), tuple(body), first))
            above, body = [], []
        elif body or above:
            above, body = [*above, *body, line], []
    return [*found, Block(tuple(above), tuple(body), first)] if body else found


def _is_table(body: list[Line]) -> bool:
    """Whether a run of rows is more than titles: it has several columns, or one whose last cell is a number."""
    last = b"".join(body[-1].cells).strip()
    return any(sum(bool(cell.strip()) for cell in row.cells) > 1 for row in body) or (len(body) > 1 and last.isdigit())


def _part(piece: Part, data: bytes, block: Block, top: Block, number: int) -> Part:
    """The block written as a text of its own."""
    assert piece.text is not None
    raw = [data[line.start : line.end] for line in top.above] if block is not top else []
    heading = [line for line in raw if line.strip() and not (block.above and _DATE.search(line))]
    content = b"".join([*heading, data[block.lines[0].start : block.lines[-1].end]])
    path = piece.text.copy.with_suffix(f".block{number}")
    path.write_bytes(content)
    text = Text(
        path,
        Encoding("utf-8", 0),
        0,
        content,
        True,
        path.with_suffix(f".{number}.csv"),
        before=piece.text.before + block.first - 1 - len(heading),
    )
    known = piece.dialects if len(piece.dialects) == 1 else dialects.dialects(content, whole=True)
    title = _title(block, top, data)
    return replace(
        piece,
        name=f"{piece.name} › {title}" if piece.name else title,
        dialects=known,
        text=text,
        notes=piece.notes if number == 1 else (),
        within=piece.name,
    )


def _title(block: Block, top: Block, data: bytes) -> str:
    """The last line above that says what the table is; of the first one, and of one without a title, its header."""
    if block is not top:
        for line in reversed(block.above):
            written = data[line.start : line.end].decode(errors="replace").strip().strip('"#,; ').strip()
            if not _NO_TITLE.search(written):
                return written[:TITLE_LENGTH]
    if len(block.body) > 1 and sum(bool(cell.strip()) for cell in block.body[0].cells) == 1:
        return _words(block.body[0], 1)
    return _words(block.body[0], 3)


def _words(line: Line, count: int) -> str:
    cells = [cell.decode(errors="replace").strip() for cell in line.cells if cell.strip()]
    return ", ".join(cells[:count])[:TITLE_LENGTH]


def _named(parts: list[Part]) -> list[Part]:
    """Two tables of one name could not be told apart in answers and receipts: the later one gets a number."""
    seen: dict[str, int] = {}
    found = []
    for part in parts:
        seen[part.name] = seen.get(part.name, 0) + 1
        found.append(part if seen[part.name] == 1 else replace(part, name=f"{part.name} ({seen[part.name]})"))
    return found


def _claimed(part: Part, known: list[Format]) -> bool:
    assert part.text is not None
    for dialect in part.dialects:
        rows = [[cell.decode(errors="replace") for cell in line.cells] for line in walk(part.text.head, dialect)]
        if claim(rows, known):
            return True
    return False


def _all_of(text: Text) -> bytes | None:
    """The text as UTF-8 from its first row on; None when it is too large to hold several tables."""
    if text.whole:
        return text.head
    data = b""
    for block in encodings.utf8_blocks(text.path, text.encoding, start=text.start):
        data += block
        if len(data) > LARGEST:
            return None
    return data


def _has_blank_line(head: bytes) -> bool:
    return re.search(rb"(?:\r\n|\n|\r)[\t ,;]*(?:\r\n|\n|\r)", head) is not None


def _blank(line: Line) -> bool:
    return not any(cell.strip() for cell in line.cells)
