"""The cells with an error of an old workbook (XLS), which the reader of workbooks gives as empty.

Reads the compound file ([MS-CFB]) for its stream of BIFF records ([MS-XLS]), and in it the cells that hold an error: BOOLERR
records, and FORMULA records whose result is one.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_START, _END, _SHEET, _FORMULA, _BOOLERR = 0x0809, 0x000A, 0x0085, 0x0006, 0x0205
_STREAMS = ("Workbook", "Book")
_LAST = 0xFFFFFFFA  # sector numbers from here on mark ends and free sectors


def errors(file: Path) -> list[dict[tuple[int, int], str]]:
    """Per sheet of the workbook, in its order: (row, column), from 0 -> the error. Empty for what is no old workbook."""
    try:
        stream = _stream(file.read_bytes())
        return [_of_sheet(stream, start) for start in _sheets(stream)] if stream else []
    except (struct.error, IndexError):
        return []  # damaged: the reader of workbooks says so


def _sheets(stream: bytes) -> list[int]:
    """The offsets of the sheets, from the records of the workbook's globals."""
    found = []
    for kind, at, length in _records(stream, 0):
        if kind == _SHEET and length >= 4:
            found.append(struct.unpack_from("<I", stream, at)[0])
        if kind == _END:
            break
    return found


def _of_sheet(stream: bytes, start: int) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    depth = 0  # a chart within the sheet has records of its own
    for kind, at, length in _records(stream, start):
        depth += (kind == _START) - (kind == _END)
        if depth == 0:
            break
        if kind == _BOOLERR and length >= 8:
            row, column, _, value, is_error = struct.unpack_from("<HHHBB", stream, at)
            if is_error:
                found[row, column] = ERRORS.get(value, "#N/A")
        elif kind == _FORMULA and length >= 14 and stream[at + 12 : at + 14] == b"\xff\xff" and stream[at + 6] == 2:
            row, column = struct.unpack_from("<HH", stream, at)
            found[row, column] = ERRORS.get(stream[at + 8], "#N/A")
    return found


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """(kind, offset of the content, length) of each record from an offset on."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, at + 4, length
        at += 4 + length


def _stream(data: bytes) -> bytes:
    """The stream of the workbook; empty when the file is no compound file or has none."""
    if data[:8] != b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return b""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    directory_start, small, small_start, _, master_start, _ = struct.unpack_from("<I4xIIIII", data, 48)
    sectors = [one for one in struct.unpack_from("<109I", data, 76) if one < _LAST]
    while master_start < _LAST:  # a large file lists the sectors of its allocation table in further sectors
        further = struct.unpack_from(f"<{size // 4}I", data, (master_start + 1) * size)
        sectors += [one for one in further[:-1] if one < _LAST]
        master_start = further[-1]
    body = data[size:]
    table = _numbers(b"".join(body[one * size : (one + 1) * size] for one in sectors))
    directory = _chain(body, directory_start, table, size=size)
    for entry in range(0, len(directory), 128):
        length = struct.unpack_from("<H", directory, entry + 64)[0]
        name = directory[entry : entry + max(length - 2, 0)].decode("utf-16-le", errors="replace")
        start, bytes_long = struct.unpack_from("<II", directory, entry + 116)
        if name not in _STREAMS:
            continue
        if bytes_long >= small:
            return _chain(body, start, table, size=size)[:bytes_long]
        within = _chain(body, struct.unpack_from("<I", directory, 116)[0], table, size=size)
        small_table = _numbers(_chain(body, small_start, table, size=size))
        return _chain(within, start, small_table, size=64)[:bytes_long]
    return b""


def _numbers(sectors: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(sectors) // 4}I", sectors[: len(sectors) // 4 * 4])


def _chain(body: bytes, sector: int, table: tuple[int, ...], *, size: int) -> bytes:
    """The content of a chain of sectors, of which `table` names the next of each."""
    found = []
    while sector < _LAST and len(found) <= len(table):
        found.append(body[sector * size : (sector + 1) * size])
        sector = table[sector]
    return b"".join(found)
