"""Several tables stacked in one text: each becomes a table of its own.

Two layouts are known. Lines of `#` above each table, as Google Analytics writes them: a table then ends at the next `#`
or at a blank line. And tables separated by blank lines, where a format with `blocks` claims one that is not the first.
A block keeps the row numbers of the file. Above its own title lines it has those of the top of the file, without the
dates that belong to the first table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from loaders.reading import dialects, encodings
from loaders.reading.delimited import Line, walk
from loaders.reading.encodings import Encoding
from loaders.reading.file import FileTable, Text
from loaders.recognition.catalogue import Format
from loaders.recognition.columns.names import WHOLE, score
from loaders.recognition.signatures import claim
from loaders.recognition.turned_tables import turned

LARGEST = 16_000_000  # bytes; larger texts are not split
MOST_TABLES = 60  # of one text: with more, blank lines or signs of number stand between records, not between tables
_HASH = re.compile(rb'\s*"?#(?:\s|-|$)')
_DATE = re.compile(rb"(?:19|20)\d{6}")
_NO_TITLE = re.compile(
    r"(?i)^\W*$|\d{8}|^(all users|tous les utilisateurs|alle nutzer|todos los usuarios|tutti gli utenti|alle gebruikers|"
    r"todos os (usuários|utilizadores))$|^(account|compte|konto|cuenta|conta|property|propriété|propiedad|proprietà|"
    r"propriedade|eigenschap)\b|^(start|end) date|^date de"
)
TITLE_LENGTH = 60
_FIGURE = re.compile(r"[-+]?[\d.,:/ -]*\d[\d.,:/ %-]*$")


@dataclass(frozen=True)
class Block:
    """The lines above a table, and its rows; `first` is the number of its first line in the file."""

    above: tuple[Line, ...]
    body: tuple[Line, ...]
    first: int

    @property
    def lines(self) -> tuple[Line, ...]:
        return self.above + self.body


def split_tables(whole: FileTable, among: Iterable[Format]) -> list[FileTable]:
    """The tables stacked in a text; the table itself when it is the only one, upright if its labels are in a column."""
    among = list(among)
    upright = turned(whole, among)
    if upright is not None:
        return [upright]
    if whole.text is None or not whole.dialects:
        return [whole]
    marked = _HASH.match(whole.text.head) is not None
    known = [one for one in among if one.blocks]
    if not marked and not (known and whole.text.whole and _has_blank_line(whole.text.head)):
        return [whole]
    data = _all_of(whole.text)
    if data is None:
        return [whole]
    lines = list(walk(data, whole.dialects[0]))
    found = _below_marks(lines, data) if marked else _between_blanks(lines)
    if not 2 <= len(found) <= MOST_TABLES:
        return [whole]
    tables = _named([_block_table(whole, data, block, found[0], number) for number, block in enumerate(found, 1)])
    if marked or any(_claimed(table, known) for table in tables[1:]) or sum(map(_has_header, found)) > 1:
        return tables
    return [whole]


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
    """Whether a run of rows is a table and not titles: it has several columns, or its last cell is a number."""
    last = b"".join(body[-1].cells).strip()
    return any(sum(bool(cell.strip()) for cell in row.cells) > 1 for row in body) or (len(body) > 1 and last.isdigit())


def _block_table(whole: FileTable, data: bytes, block: Block, top: Block, number: int) -> FileTable:
    """The block as a table, written to a text of its own."""
    assert whole.text is not None
    raw = [data[line.start : line.end] for line in top.above] if block is not top else []
    heading = [line for line in raw if line.strip() and not (block.above and _DATE.search(line))]
    content = b"".join([*heading, data[block.lines[0].start : block.lines[-1].end]])
    path = whole.text.copy.with_suffix(f".block{number}")
    path.write_bytes(content)
    text = Text(
        path,
        Encoding("utf-8", 0),
        0,
        content,
        True,
        path.with_suffix(f".{number}.csv"),
        before=whole.text.before + block.first - 1 - len(heading),
    )
    known = whole.dialects if len(whole.dialects) == 1 else dialects.dialects(content, whole=True)
    title = _title(block, top, data)
    return replace(
        whole,
        name=f"{whole.name} › {title}" if whole.name else title,
        dialects=known,
        text=text,
        notes=whole.notes if number == 1 else (),
        within=whole.name,
    )


def _title(block: Block, top: Block, data: bytes) -> str:
    """The last title line above the table; for the first table, and one without title, its header."""
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


def _named(tables: list[FileTable]) -> list[FileTable]:
    """The tables under distinct names: answers and receipts identify a table by name; duplicates get a number."""
    counts: dict[str, int] = {}
    found = []
    for table in tables:
        counts[table.name] = counts.get(table.name, 0) + 1
        found.append(table if counts[table.name] == 1 else replace(table, name=f"{table.name} ({counts[table.name]})"))
    return found


def _has_header(block: Block) -> bool:
    """Whether the block begins with a header of its own: cells without a figure, one of which names a date, and records."""
    for line in block.body[:-1]:
        cells = [text for cell in line.cells if (text := cell.decode(errors="replace").strip())]
        if len(cells) < 2:
            continue  # a title
        names_date = any(score(cell, "date") >= WHOLE or score(cell, "published") >= WHOLE for cell in cells)
        return names_date and not any(map(_FIGURE.match, cells))
    return False


def _claimed(table: FileTable, known: list[Format]) -> bool:
    assert table.text is not None
    for dialect in table.dialects:
        rows = [[cell.decode(errors="replace") for cell in line.cells] for line in walk(table.text.head, dialect)]
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
