"""Delimited texts written by the letter: what a test gives to the reader, and what Python's own reader makes of it."""

import csv
import io
import tempfile
from pathlib import Path

from data.store import Store
from loaders.reading.delimited import Dialect
from loaders.reading.file import FileTable, Prepared, first_records, open_file, prepare


def delimited(
    rows: list[list[str]],
    *,
    delimiter: str = ",",
    line_end: str = "\n",
    all_quoted: bool = False,
    last_end: bool = True,
) -> str:
    """Rows as delimited text; cells are quoted where they must be, or all."""
    lines = [delimiter.join(_cell(cell, delimiter, all_quoted) for cell in row) for row in rows]
    return line_end.join(lines) + (line_end if last_end else "")


def _cell(cell: str, delimiter: str, always: bool) -> str:
    if always or any(sign in cell for sign in (delimiter, '"', "\n", "\r")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def opened(store: Store, data: bytes, *, name: str = "given.csv") -> FileTable:
    """The only table of a file that holds these bytes."""
    (part,) = parts(store, data, name=name)
    return part


def parts(store: Store, data: bytes, *, name: str = "given.csv") -> tuple[FileTable, ...]:
    """The tables of a file that holds these bytes; its copies stand where the store may read them."""
    work = Path(tempfile.mkdtemp(dir=store.work))
    path = store.path.parent / name
    path.write_bytes(data)
    return open_file(path, name=name, work=work).tables


def dialect_showing(part: FileTable, header: list[str]) -> tuple[Dialect, int]:
    """The likeliest dialect under which the header is seen, and the number of its row."""
    for dialect in part.dialects:
        rows = first_records(part, dialect)
        if header in rows:
            return dialect, rows.index(header) + 1
    raise AssertionError(f"{header} is seen under none of {part.dialects}")


def read_under(store: Store, part: FileTable, header: list[str]) -> tuple[Prepared, list[tuple]]:
    """What is counted below the header, and the rows (record number, cells) that DuckDB reads."""
    dialect, row = dialect_showing(part, header)
    prepared = prepare(part, dialect, row)
    with store.reading() as cursor:
        return prepared, cursor.execute(f"select * from {prepared.sql} order by record").fetchall()


def as_python_reads(text: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
