"""Old Excel files made by hand: the compound container, and the few records of a BIFF8 workbook that tests need."""

import struct

SECTOR = 512


def container(name: str, stream: bytes) -> bytes:
    """A compound file that holds one stream."""
    stream = stream.ljust(4096, b"\0")  # a shorter one would live in the mini stream
    stream += b"\0" * (-len(stream) % SECTOR)
    sectors = len(stream) // SECTOR
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
        + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
        + struct.pack("<I", 0)
        + b"\xff\xff\xff\xff" * 108
    )
    allocation = b"".join(struct.pack("<I", one) for one in table).ljust(SECTOR, b"\xff")
    directory = _entry("Root Entry", 5, child=1) + _entry(name, 2, start=2, size=len(stream))
    return header + allocation + directory.ljust(SECTOR, b"\0") + stream


ERRORS = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#NUM!": 0x24, "#N/A": 0x2A}


def workbook(rows: list[list[str | float]], *, sheet: str = "Sheet1", errors_of_formulas: bool = False) -> bytes:
    """An .xls with one sheet of texts, numbers and errors (`#REF!`), typed in or, if asked, results of formulas."""
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    named = struct.pack("<BB", len(sheet), 0) + sheet.encode("latin-1")
    end = _record(0x000A, b"")
    place = len(start) + 4 + 6 + len(named) + len(end)
    cells = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    cells += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            where = struct.pack("<HHH", row, column, 0)
            if value in ERRORS and errors_of_formulas:
                result = bytes([2, 0, ERRORS[value], 0, 0, 0, 0xFF, 0xFF])
                cells += _record(0x0006, where + result + struct.pack("<HIH", 0, 0, 3) + b"\x1e\x01\x00")
            elif value in ERRORS:
                cells += _record(0x0205, where + bytes([ERRORS[value], 1]))
            elif isinstance(value, str):
                text = struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")
                cells += _record(0x0204, where + text)
            else:
                cells += _record(0x0203, where + struct.pack("<d", value))
    return container("Workbook", start + _record(0x0085, struct.pack("<IBB", place, 0, 0) + named) + end + cells + end)


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _entry(name: str, kind: int, *, child: int = 0xFFFFFFFF, start: int = 0xFFFFFFFE, size: int = 0) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    none = 0xFFFFFFFF
    head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, none, none, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)
