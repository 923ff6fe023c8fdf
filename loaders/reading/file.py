"""From the bytes of a file to tables of text: its type, the tables in it, and a copy of each that DuckDB can read.

This code decides encoding, delimiter, quotes and header, by content and never by name; DuckDB then reads a copy with
every option fixed. A record has the number that a spreadsheet shows for its row: title lines, header and blank rows
count; a line end inside quotes does not begin a row, and a first line `sep=;` is not one.
"""

from __future__ import annotations

import hashlib
from codecs import BOM_UTF8
from dataclasses import dataclass, field, replace
from pathlib import Path

from data.sentences import Refusal, Sentence, sentence
from data.store import literal
from loaders.reading import archives, budget, dialects, encodings, file_type, quoted_lines, spreadsheets, syndication
from loaders.reading.delimited import LONGEST, Dialect, Line, walk
from loaders.reading.encodings import BLOCK, Encoding
from loaders.reading.record_count import Ragged, Shape, Tally, tally

WIDEST = 5_000  # columns
LOOKED_AT = 1_000  # characters of a cell of the first records: names and kinds of columns show in fewer


@dataclass(frozen=True)
class Text:
    """A delimited text on disk; `start`: the offset of its first row, in bytes of the UTF-8 text."""

    path: Path
    encoding: Encoding
    start: int
    head: bytes = field(repr=False)  # its first rows as UTF-8
    whole: bool  # whether `head` is all of it
    copy: Path  # the records as DuckDB reads them
    before: int = 0  # rows of the file above the first one, for a block of a larger text


@dataclass(frozen=True)
class FileTable:
    """One table of a file. `name`: the sheet or member of a zip, '' for a text. `unread`: why it cannot be read."""

    name: str
    dialects: tuple[Dialect, ...]
    notes: tuple[Sentence, ...]
    text: Text | None = None
    unread: Sentence | None = None
    within: str | None = None  # for a block: the name of its sheet or file
    has_lost_letters: bool = False  # whether letters of an unknown alphabet became �


@dataclass(frozen=True)
class OpenedFile:
    """An opened file: the hash and size of its bytes, and its tables."""

    sha256: str
    bytes: int
    tables: tuple[FileTable, ...]


@dataclass(frozen=True)
class Prepared:
    """The records below a header. `sql` goes after FROM: `record`, then the cells as text c1…cN; empty cells are null.

    `rows` is the same without `record`, in the order of the file. `shift` added to the position of a row (from 1) gives
    its record number; None when no single shift fits all rows.
    """

    records: int  # as we counted them
    sql: str
    rows: str
    shift: int | None
    ragged: tuple[Ragged, ...]


def fingerprint(path: Path) -> tuple[str, int]:
    """The SHA-256 of a file and its size in bytes."""
    return _digest(path, None)


def open_file(path: Path, *, name: str, work: Path) -> OpenedFile:
    """Find the tables of a file; copies go into the folder `work`. Raises Refusal when it has none."""
    head = file_type.head_of(path)
    kind = file_type.kind_of(head)
    if kind == "text":
        survey = encodings.Survey(head)
        sha256, size = _digest(path, survey)
        return OpenedFile(sha256, size, (_text_table("", path, survey.settle(), copy=work / f"{sha256}.csv"),))
    sha256, size = fingerprint(path)
    found = _zip_tables(path, head, work, sha256) if kind == "zip" else _sheet_tables(path, kind, work, sha256)
    return OpenedFile(sha256, size, tuple(found))


def first_records(table: FileTable, dialect: Dialect, n: int = 50) -> list[list[str]]:
    """The cells of the first records, long ones cut, to recognise the table by; index i is record number i + 1."""
    if table.text is None:
        return []
    found = []
    for line in walk(table.text.head, dialect, final=table.text.whole):
        found.append([cell.decode(errors="replace")[:LOOKED_AT] for cell in line.cells])
        if len(found) == n:
            break
    return found


def row_in_file(table: FileTable, row: int) -> int:
    """The number in the file of a row of the table."""
    return row + (table.text.before if table.text else 0)


def prepare(table: FileTable, dialect: Dialect, header_row: int) -> Prepared:
    """Copy the records below the header to where DuckDB reads them, and count them on the way."""
    text = table.text
    assert text is not None
    header, below = _header(text, dialect, header_row)
    _refuse_wide(len(header))
    named = (column for column, cell in enumerate(header, 1) if cell.strip())
    needed = max(named, default=1) if header_row else len(header)
    shape = Shape(dialect, len(header), needed)
    blocks = encodings.utf8_blocks(text.path, text.encoding, start=text.start + below)
    with text.copy.open("wb") as out:
        out.write(BOM_UTF8)  # DuckDB drops a byte order mark: without this one, it would drop one that begins a cell
        counted = tally(blocks, shape, first=text.before + header_row + 1, out=out)
    rows = _read_csv(text.copy, [f"c{column}" for column in range(1, len(header) + 1)], dialect)
    shift = counted.shifts[0][1] if len(counted.shifts) == 1 else 0 if not counted.shifts else None
    numbered = _numbered(rows, shift) if shift is not None else _renumbered(rows, counted, text.copy)
    return Prepared(counted.records, numbered, rows, shift, tuple(counted.ragged))


def _text_table(name: str, path: Path, encoding: Encoding, *, copy: Path, sheet: bool = False) -> FileTable:
    head, whole = _first_bytes(path, encoding)
    plain = copy.with_suffix(".plain")
    if (
        not sheet
        and quoted_lines.begins_wrapped(head)
        and quoted_lines.unwrap(encodings.utf8_blocks(path, encoding), to=plain)
    ):
        note = sentence("Each line of the file was in quotes, as a single cell: it is read without them.")
        table = _text_table(name, plain, Encoding("utf-8", 0), copy=copy)
        return replace(table, notes=(*encoding.notes, note), has_lost_letters=encoding.name == "ascii")
    named, start = (None, 0) if sheet else dialects.named_delimiter(head)
    text = Text(path, encoding, start, head[start:], whole, copy)
    _refuse_endless_line(text)
    known = (Dialect(","),) if sheet else dialects.dialects(text.head, whole=whole, named=named)
    # before its columns are studied, each beside all others
    _refuse_wide(min((len(line.cells) for line in (_first(text, dialect) for dialect in known) if line), default=0))
    return FileTable(name, known, encoding.notes, text, has_lost_letters=encoding.name == "ascii")


def _first_bytes(path: Path, encoding: Encoding) -> tuple[bytes, bool]:
    head = b""
    for block in encodings.utf8_blocks(path, encoding):
        head += block
        if len(head) > file_type.HEAD:
            cut = head[: file_type.HEAD]
            return cut.decode(errors="ignore").encode(), False
    return head, True


def _refuse_endless_line(text: Text) -> None:
    if not text.whole and b"\n" not in text.head and b"\r" not in text.head:
        raise Refusal(
            "The file has no line end in its first {size} bytes: it is not a table. Export the data as CSV or XLSX "
            "and load that.",
            size=len(text.head),
        )


def _first(text: Text, dialect: Dialect) -> Line | None:
    return next(iter(walk(text.head, dialect, final=text.whole)), None)


def _refuse_wide(width: int) -> None:
    if width > WIDEST:
        raise Refusal(
            "The header has {width} columns, more than any export: this is not a table of records.", width=width
        )


def _sheet_tables(path: Path, kind: str, work: Path, stem: str, *, within: str = "") -> list[FileTable]:
    """One table per sheet of a workbook, or of the entries of a feed; `within` is its name in a zip."""
    folder = work / f"{stem}.sheets"
    folder.mkdir()
    kind = spreadsheets.kind_of_ole(path) if kind == "ole" else kind
    if kind == "opml":
        raise syndication.refuse_list(path, folder=folder)
    if kind == "feed":
        found = syndication.entries(path, folder=folder)
    else:
        found = spreadsheets.sheets(path, kind=kind, folder=folder)
    tables = []
    for number, sheet in enumerate(found):
        name = " › ".join(one for one in (within, sheet.name) if one)
        table = _text_table(name, sheet.path, Encoding("utf-8", 0), copy=work / f"{stem}-{number}.csv", sheet=True)
        tables.append(replace(table, notes=sheet.notes))
    return tables


def _zip_tables(path: Path, head: bytes, work: Path, stem: str) -> list[FileTable]:
    """The sheets of an XLSX, or the tables of each file of a zip."""
    with archives.opened(path, head=head) as archive:
        if archives.is_workbook(archive):
            archives.refuse_document_types(archive)
            return _sheet_tables(path, "xlsx", work, stem)
        tables: list[FileTable] = []
        for number, member in enumerate(archives.tables(archive)):
            budget.check()
            unpacked = work / f"{stem}-{number}.member"
            archives.unpack(archive, member, to=unpacked)
            name = archives.name_of(member)
            tables.extend(_distinct(tables, _member_tables(unpacked, name, work, f"{stem}-{number}")))
    return tables


def _member_tables(path: Path, name: str, work: Path, stem: str) -> list[FileTable]:
    """The tables of one file of a zip; a file that cannot be read is a table whose `unread` says why."""
    head = file_type.head_of(path)
    try:
        kind = file_type.kind_of(head)
        if kind == "text":
            survey = encodings.Survey(head)
            _digest(path, survey)
            return [_text_table(name, path, survey.settle(), copy=work / f"{stem}.csv")]
        if kind != "zip":
            return _sheet_tables(path, kind, work, stem, within=name)
        with archives.opened(path, head=head) as inner:
            if archives.is_workbook(inner):
                archives.refuse_document_types(inner)
                return _sheet_tables(path, "xlsx", work, stem, within=name)
    except Refusal as refusal:
        return [FileTable(name, (), (), unread=refusal.sentence)]
    raise Refusal("The zip contains another zip, {name}. Unpack it, and load its content.", name=name)


def _distinct(before: list[FileTable], tables: list[FileTable]) -> list[FileTable]:
    """The tables under distinct names: answers and receipts identify a table by name; duplicates get a number."""
    taken = {table.name for table in before}
    found = []
    for table in tables:
        name, number = table.name, 2
        while name in taken:
            name, number = f"{table.name} ({number})", number + 1
        taken.add(name)
        found.append(replace(table, name=name))
    return found


def _digest(path: Path, survey: encodings.Survey | None) -> tuple[str, int]:
    """SHA-256 and size in bytes; a survey is fed with the same blocks."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
            if survey is not None:
                survey.add(block[survey.mark :] if not size else block)
            size += len(block)
    if survey is not None:
        survey.add(b"", last=True)
    return digest.hexdigest(), size


def _header(text: Text, dialect: Dialect, header_row: int) -> tuple[list[bytes], int]:
    """The cells of the header, and the offset of the records below it; without header, the first record."""
    if header_row == 0:
        return next(walk(text.head, dialect, final=text.whole)).cells, 0
    for number, line in enumerate(walk(text.head, dialect, final=text.whole), 1):
        if number == header_row:
            return line.cells, line.end
    raise ValueError(f"no row {header_row} in the first {len(text.head)} bytes")


def _read_csv(path: Path, columns: list[str], dialect: Dialect) -> str:
    """DuckDB's reader with every option fixed."""
    quote = '"' if dialect.quoted else ""
    kinds = ", ".join(f"'{column}': 'varchar'" for column in columns)
    return (
        f"read_csv({literal(str(path))}, auto_detect = false, header = false, skip = 0, "
        f"delim = {literal(dialect.delimiter)}, quote = '{quote}', "
        f"escape = '{quote}', comment = '', new_line = '\\n', nullstr = '', strict_mode = true, null_padding = false, "
        f"ignore_errors = false, compression = 'none', encoding = 'utf-8', hive_partitioning = false, "
        f"max_line_size = {2 * LONGEST + 100_000}, buffer_size = 8000000, columns = {{{kinds}}})"
    )


def _numbered(rows: str, shift: int) -> str:
    return f"(select row_number() over () + {shift} as record, * from {rows})"


def _renumbered(rows: str, counted: Tally, copy: Path) -> str:
    """SQL for rows whose record numbers jump where a blank or rejected row was skipped."""
    jumps = copy.with_suffix(".jumps.csv")
    jumps.write_text(
        "".join(f"{position},{shift}\n" for position, shift in counted.shifts), encoding="utf-8", newline=""
    )
    read = _read_csv(jumps, ["position", "shift"], Dialect(","))
    return (
        "(select r.row + j.shift as record, r.* exclude (row) "
        f"from (select row_number() over () as row, * from {rows}) r "
        f"asof join (select cast(position as bigint) as position, cast(shift as bigint) as shift from {read}) j "
        "on r.row >= j.position)"
    )
