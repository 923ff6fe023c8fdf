"""Writes workbooks as old tools do: Excel 97 (OLE, `.xls`) and Excel 2003 XML, for samples of what those tools export."""

from __future__ import annotations

import struct
from pathlib import Path
from xml.sax.saxutils import escape

SECTOR = 512
SMALLEST = 4096  # bytes of a stream that stands in sectors of its own
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def write_ole(path: Path, sheets: dict[str, list[list[str | float]]]) -> None:
    """An Excel 97 workbook: texts as labels, numbers as numbers."""
    stream = _workbook(sheets)
    stream = stream.ljust(max(SMALLEST, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    sectors = len(stream) // SECTOR
    table = [FAT, END, *range(3, sectors + 2), END]  # sector 0: this table, 1: the directory, then the stream
    assert len(table) <= SECTOR // 4
    fat = struct.pack(f"<{SECTOR // 4}I", *table, *[FREE] * (SECTOR // 4 - len(table)))
    directory = _entry("Root Entry", 5, child=1, start=END, size=0) + _entry(
        "Workbook", 2, child=FREE, start=2, size=len(stream)
    )
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, 1, 0, SMALLEST, END, 0, END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    path.write_bytes(header + fat + directory.ljust(SECTOR, b"\0") + stream)


def write_xml(path: Path, sheets: dict[str, list[list[str]]], *, damaged: tuple[bytes, bytes] = (b"", b"")) -> None:
    """An Excel 2003 XML workbook as Facebook wrote it: typed cells, empty ones left out; `damaged` replaces bytes."""
    tables = "".join(
        f'<Worksheet ss:Name="{escape(name)}"><Table>{"".join(map(_xml_row, rows))}</Table></Worksheet>'
        for name, rows in sheets.items()
    )
    text = (
        '<?xml version="1.0" encoding="utf-8"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        f'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">{tables}</Workbook>'
    )
    path.write_bytes(text.encode().replace(*damaged) if damaged[0] else text.encode())


def _xml_row(cells: list[str]) -> str:
    told = []
    for place, cell in enumerate(cells, 1):
        kind = (
            "Number"
            if cell.replace(".", "", 1).isdigit()
            else "DateTime"
            if cell[4:5] == "-" and cell[7:8] == "-"
            else "String"
        )
        if cell:
            told.append(f'<Cell ss:Index="{place}"><Data ss:Type="{kind}">{escape(cell)}</Data></Cell>')
    return f"<Row>{''.join(told)}</Row>"


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    return (
        written.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(written), kind, 1, FREE, FREE, child)
        + bytes(36)
        + struct.pack("<III", start, size, 0)
    )


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _workbook(sheets: dict[str, list[list[str | float]]]) -> bytes:
    def start(kind: int) -> bytes:
        return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))

    bodies = [start(0x0010) + _cells(rows) + _record(0x000A, b"") for rows in sheets.values()]
    names = [struct.pack("<BB", len(name), 1) + name.encode("utf-16-le") for name in sheets]
    at = len(start(5)) + sum(len(_record(0x0085, bytes(6) + name)) for name in names) + len(_record(0x000A, b""))
    bound = b""
    for name, body in zip(names, bodies, strict=True):
        bound += _record(0x0085, struct.pack("<IBB", at, 0, 0) + name)
        at += len(body)
    return start(5) + bound + _record(0x000A, b"") + b"".join(bodies)


def _cells(rows: list[list[str | float]]) -> bytes:
    width = max(map(len, rows))
    told = _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(cell, str) and cell:
                told += _record(0x0204, place + struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le"))
            elif not isinstance(cell, str):
                told += _record(0x0203, place + struct.pack("<d", cell))
    return told
