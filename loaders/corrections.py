"""Rejected records as a file to correct, and that file when it is loaded again.

The file has the title lines, header, order and delimiter of the original, its rejected records, and on their right why each
was rejected, in the reader's language. The last of those headings names the upload: loaded again, the file is read without
them and with the format, answers and name of that upload, so that nothing is asked twice.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from data.cells import csv_bytes, plain
from data.ledger import kept_bytes
from data.sentences import N_, Refusal
from data.store import Store
from loaders.canonical.rejects import cell_names
from loaders.plan import Request
from loaders.reading import file as file_reader
from loaders.recognition import recognise, stacked_tables
from loaders.recognition.catalogue import formats

HEADINGS = (
    N_("Rejected: table"), N_("Rejected: record"), N_("Rejected: column"), N_("Rejected: value"), N_("Rejected: reason"),
)  # fmt: skip
_MARK = re.compile(r"\[rejects ([0-9a-f]{8}-[0-9]+)\]")  # at the end of the last heading
_LARGEST = 50_000_000  # bytes of a file that may be a correction
_HEAD = 200_000


@dataclass(frozen=True)
class _Layout:
    """The lines above the header, the header, and the delimiter of a table of the original file."""

    above: list[list[str]]
    header: list[str]
    delimiter: str


@dataclass(frozen=True)
class Correction:
    """A file of rejected records without its reasons: the upload that it corrects, and the table there."""

    upload_id: str
    part: str
    path: Path


def rejects_name(store: Store, upload_id: str) -> str:
    """The name of the file of rejected records: a CSV, or a zip when several tables have some."""
    tables = store.value("select count(distinct part) from rejects where upload_id = ?", [upload_id])
    return f"rejects-{upload_id}.{'zip' if tables > 1 else 'csv'}"


def rejects_file(store: Store, upload_id: str, *, said: Callable[[str], str] = str, separator: str = ",") -> bytes:
    """The rejected records of an upload as CSV, or as a zip with one CSV per table.

    `said` translates headings and reasons. `separator`: of the cells of sheets, which have no delimiter of their own.
    """
    rows = store.rows(
        "select part, record, column_name, value, reason, cells from rejects where upload_id = ? order by part, record",
        [upload_id],
    )
    parts = list(dict.fromkeys(row["part"] for row in rows))
    layouts = _layouts(store, upload_id, parts, separator)
    texts = {
        part: _written([row for row in rows if row["part"] == part], layouts.get(part), upload_id, said, separator)
        for part in parts
    }
    if len(texts) == 1:
        return texts[parts[0]]
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for number, text in enumerate(texts.values(), 1):
            target.writestr(f"rejects-{upload_id}-{number}.csv", text)
    return archive.getvalue()


def correction_of(path: Path, *, work: Path) -> Correction | None:
    """The correction that a file is, written without reasons into the folder `work`; None for any other file."""
    if path.stat().st_size > _LARGEST:
        return None
    with path.open("rb") as file:
        head = file.read(_HEAD)
    found = _MARK.search(head.decode("latin-1"))
    if found is None or head[:2] == b"PK":
        return None
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    line = next(line for line in text.splitlines() if _MARK.search(line))
    delimiter = max(",;\t|", key=line.count)
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    at = next(number for number, row in enumerate(rows) if row and any(_MARK.search(cell) for cell in row))
    width = next(column for column, cell in enumerate(rows[at]) if _MARK.search(cell)) - len(HEADINGS) + 1
    records = [row for row in rows[at + 1 :] if any(row)]
    if width < 1 or not records:
        return None
    part = records[0][width] if len(records[0]) > width else ""
    to = work / "correction.csv"
    with to.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, delimiter=delimiter, lineterminator="\n")
        writer.writerows(list(map(plain, _shorn(row, width))) for row in rows[:at])
        writer.writerow(map(plain, rows[at][:width]))
        writer.writerows(list(map(plain, (*row[:width], *row[width + len(HEADINGS) :]))) for row in records)
    return Correction(found[1], part, to)


def as_request(store: Store, request: Request, correction: Correction) -> Request | None:
    """The request with the format, answers and name of the upload that it corrects; None when no such upload is known."""
    known = store.rows("select name, options from uploads where upload_id = ?", [correction.upload_id])
    if not known:
        return None
    options = json.loads(known[0]["options"])
    used = store.rows(
        "select format from upload_parts where upload_id = ? and part = ?", [correction.upload_id, correction.part]
    )
    declared = formats()
    format = next(
        (row["format"] for row in used if (one := declared.get(row["format"])) and one.together_with is None), None
    )
    return replace(
        request,
        format=request.format or options.get("format") or format,
        answers={**(options.get("answers") or {}), **request.answers},
        known_as=known[0]["name"],
    )


def _shorn(row: list[str], width: int) -> list[str]:
    """A title line without the empty cells that a spreadsheet adds to its right."""
    while len(row) > 1 and not row[-1]:
        row = row[:-1]
    return row[:width]


def _layouts(store: Store, upload_id: str, parts: list[str], separator: str) -> dict[str, _Layout]:
    """The layout of each table, from the kept bytes of the upload; empty when they are not kept."""
    (upload,) = store.rows("select sha256, name from uploads where upload_id = ?", [upload_id])
    data = kept_bytes(store, upload["sha256"])
    if data is None:
        return {}
    header_rows = {
        row["part"]: row["header_row"]
        for row in store.rows("select part, header_row from upload_parts where upload_id = ?", [upload_id])
    }
    with tempfile.TemporaryDirectory(dir=store.work) as folder:
        path = Path(folder) / "original"
        path.write_bytes(data)
        try:
            read = file_reader.open_file(path, name=upload["name"], work=Path(folder))
        except Refusal:
            return {}
        blocks = [one for table in read.tables for one in stacked_tables.split_tables(table, recognise.choice(None))]
        tables = {table.name: table for table in (*read.tables, *blocks)}
        return {
            part: layout
            for part in parts
            if part in tables and (layout := _layout(store, upload_id, tables[part], header_rows[part], separator))
        }


def _layout(
    store: Store, upload_id: str, table: file_reader.FileTable, header_row: int, separator: str
) -> _Layout | None:
    """The layout under which the header is the one of the rejected records."""
    cells = store.value(
        "select any_value(cells) from rejects where upload_id = ? and part = ?", [upload_id, table.name]
    )
    names = list(json.loads(cells)) if cells else []
    before = table.text.before if table.text else 0
    for dialect in table.dialects:
        rows = file_reader.first_records(table, dialect, header_row - before)
        if header_row > before and len(rows) == header_row - before:
            header = rows[-1]
            if cell_names(tuple(header)) == names[: len(header)]:
                is_sheet = len(table.dialects) == 1 and table.name and "." not in table.name
                return _Layout(rows[:-1], header, separator if is_sheet else dialect.delimiter)
    return None


def _written(
    rows: list[dict], layout: _Layout | None, upload_id: str, said: Callable[[str], str], separator: str
) -> bytes:
    """The rejected records of one table as CSV."""
    cells = [json.loads(row["cells"]) if row["cells"] else {} for row in rows]
    names = list(dict.fromkeys(name for one in cells for name in one))
    header = layout.header if layout is not None else names
    width = len(header)
    lines: list[list[object]] = [] if layout is None else [list(row) for row in layout.above]
    lines.append([*header, *(said(one) for one in HEADINGS[:-1]), f"{said(HEADINGS[-1])} [rejects {upload_id}]"])
    for row, one in zip(rows, cells, strict=True):
        given = [one.get(name) for name in names] if layout is None else list(one.values())
        padded = ["" if cell is None else cell for cell in (*given, *[""] * (width - len(given)))]
        why = [row["part"], row["record"], row["column_name"], row["value"] or "", said(row["reason"])]
        lines.append([*padded[:width], *why, *padded[width:]])
    return csv_bytes(lines, delimiter=layout.delimiter if layout else separator)
