"""The sheets of an Excel 2003 XML workbook as text: an `.xls` that is XML. Runs inside `loaders.reading.sandbox`.

Read as a stream. Raises Damaged at a document type definition, which no spreadsheet writes.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO
from xml.parsers import expat

from loaders.reading.workbook import MOST_CELLS, Damaged

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
_NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_ENCODINGS = {
    "utf-8": "utf-8",
    "utf-16": "utf-16",
    "windows-1252": "cp1252",
    "iso-8859-1": "cp1252",
    "us-ascii": "cp1252",
}


def sheets(file: Path, folder: Path) -> Iterator[dict[str, object]]:
    """Write each sheet that has cells as CSV, and yield its name and what was found in it (see sandbox.py)."""
    reader = _Reader(folder)
    parser = expat.ParserCreate("utf-8", " ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _refuse
    replaced = 0
    try:
        for text, bad in _texts(file):
            replaced += bad
            parser.Parse(text.encode(), False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Damaged("damaged") from error
    for sheet in reader.sheets:
        if sheet["width"]:
            _pad(folder / sheet["file"], sheet.pop("rows"), sheet.pop("width"))
            yield {**sheet, "formulas": 0, "first_formula": None, "large": 0, "replaced": replaced}
            replaced = 0  # reported once, with the first sheet


class _Reader:
    """The state of the stream: the current sheet, row and cell."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sheets: list[dict] = []
        self.file: TextIO | None = None
        self.row = self.column = self.across = 0
        self.cells: list[str] = []
        self.data: list[str] | None = None
        self.in_comment = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match _local(tag):
            case "Worksheet":
                name = f"{len(self.sheets)}.csv"
                self.sheets.append(
                    {"file": name, "name": attributes.get(f"{_NAMESPACE} Name", ""), "rows": 0, "width": 0}
                )
                self.file = (self.folder / name).open("w", encoding="utf-8", newline="")
                self.write = csv.writer(self.file, lineterminator="\n").writerow
                self.row = 0
            case "Row" if self.file:
                self._skip_to(attributes.get(f"{_NAMESPACE} Index"))
                self.cells, self.column = [], 0
            case "Cell" if self.file:
                index = attributes.get(f"{_NAMESPACE} Index")
                self.column = int(index) - 1 if index else self.column
                self.across = int(attributes.get(f"{_NAMESPACE} MergeAcross", 0))
                if not 0 <= self.column < MOST_COLUMNS:
                    raise Damaged("damaged")
            case "Comment":
                self.in_comment = True
            case "Data" if self.file and not self.in_comment:
                self.data = []

    def end(self, tag: str) -> None:
        match _local(tag):
            case "Data" if self.data is not None:
                self.cells += [""] * (self.column + 1 - len(self.cells))
                self.cells[self.column] = "".join(self.data).removesuffix("T00:00:00.000").removesuffix(".000")
                self.data = None
            case "Comment":
                self.in_comment = False
            case "Cell":
                self.column += 1 + self.across
            case "Row" if self.file:
                self.write(self.cells if any(self.cells) else [])
                self.row += 1
                sheet = self.sheets[-1]
                sheet["rows"], sheet["width"] = self.row, max(sheet["width"], len(self.cells))
            case "Worksheet" if self.file:
                self.file.close()
                self.file = None

    def text(self, text: str) -> None:
        if self.data is not None:
            self.data.append(text)

    def _skip_to(self, index: str | None) -> None:
        if index is None:
            return
        if not self.row < int(index) <= MOST_ROWS:
            raise Damaged("damaged")
        while self.row < int(index) - 1:
            self.write([])
            self.row += 1


def _texts(file: Path) -> Iterator[tuple[str, int]]:
    """The text in blocks, each with its number of unreadable characters."""
    with file.open("rb") as source:
        head = source.read(1000)
        source.seek(0)
        declared = re.search(rb"""<\?xml[^>]*encoding=["']([\w-]+)""", head)
        name = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
        if declared and name == "utf-8":
            name = _ENCODINGS.get(declared[1].decode().lower(), "")
            if not name:
                raise Damaged("damaged")
        reader = codecs.getincrementaldecoder("utf-8-sig" if name == "utf-8" else name)(errors="replace")
        while block := source.read(1 << 20):
            text = reader.decode(block)
            yield text, text.count("\ufffd") if name != "utf-16" else 0


def _pad(file: Path, rows: int, width: int) -> None:
    """Pad every row that has cells to the width of the widest."""
    if rows * width > MOST_CELLS:
        raise Damaged("large")
    padded = file.with_suffix(".padded")
    with file.open(encoding="utf-8", newline="") as source, padded.open("w", encoding="utf-8", newline="") as target:
        write = csv.writer(target, lineterminator="\n").writerow
        for cells in csv.reader(source):
            write(cells + [""] * (width - len(cells)) if cells else [])
    padded.replace(file)


def _local(tag: str) -> str:
    namespace, _, local = tag.rpartition(" ")
    return local if namespace == _NAMESPACE else ""


def _refuse(*_: object) -> None:
    raise Damaged("damaged")
