"""Tables whose header is their first column: labels one below the other, each with its value beside it.

Such a sheet is of one record (the analytics of one post). It is written anew as a header row and that record.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import replace

from loaders.reading import dialects
from loaders.reading import file as file_reader
from loaders.reading.encodings import Encoding
from loaders.reading.file import FileTable, Text
from loaders.recognition import headers
from loaders.recognition.catalogue import Format
from loaders.recognition.headers import plain

MOST_LABELS = 100  # rows of such a sheet


def turned(whole: FileTable, among: Iterable[Format]) -> FileTable | None:
    """The table as a header row and a record; None where no format with `labels` finds its labels in the first column."""
    known = [one for one in among if one.labels]
    if whole.text is None or not known:
        return None
    for dialect in whole.dialects:
        rows = file_reader.first_records(whole, dialect, MOST_LABELS + 1)
        told = [(row[0], row[1]) for row in rows if len(row) > 1 and row[0].strip() and row[1].strip()]
        labels = [plain(label) for label, _ in told]
        if len(rows) > MOST_LABELS or len(set(labels)) < len(labels):
            continue
        if any(all(_has(labels, one, name) for name in one.signature) for one in known):
            return _written(whole, whole.text, told)
    return None


def _has(labels: list[str], format: Format, name: str) -> bool:
    return bool(headers.columns(labels, format.spellings(name)))


def _written(whole: FileTable, text: Text, told: list[tuple[str, str]]) -> FileTable:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows(zip(*told, strict=True))
    content = written.getvalue().encode()
    path = text.copy.with_suffix(".turned")
    path.write_bytes(content)
    return replace(
        whole,
        dialects=dialects.dialects(content, whole=True),
        text=Text(path, Encoding("utf-8", 0), 0, content, True, path.with_suffix(".turned.csv"), before=text.before),
    )
