"""Files that mean harm: small ones that cost much, cells and headers that no one writes, numbers and days that cannot be."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable

import xlsxwriter

from tests.torture.made import FOLLOWERS, MENTIONS, Made, packed, table, text

_HEAD = ",".join(MENTIONS).encode() + b"\n"
_CELLS = (
    "=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "<script>alert(1)</script>", "[a](http://evil.example)", "\x07", "\ufffe",
    "\u202eabc", "\u200b" * 50, "x" * 300, "'; drop table mentions; --", "{}", "%s%n", "${7*7}", "NULL", "nan", "\\", '"', "\u0000",
    "../../etc/passwd", "file:///etc/passwd", "9" * 400, "1e999", "-9223372036854775808", "9223372036854775807", "0x1F", "1e3",
    "31/02/2026", "2026-13-45", "0000-00-00", "99999-01-01", "24:61", "12月31日", "٣", "１２", "😀" * 60, "a\u0301" * 80,
)  # fmt: skip


def _many_members(chance: random.Random) -> bytes:
    count = chance.randint(50, 400)
    return packed([(f"{n}.csv", text(table(chance, brand=f"M{n}"))) for n in range(count)])


def _many_columns(chance: random.Random) -> bytes:
    width = chance.choice((200, 1000, 4000, 6000, 20_000))
    word = chance.choice(("", "Date", "likes", "Date {n}", "likes {n}", "c{n}", "2026-01-{n}", "é" * 40))
    cell = chance.choice(("", "3", "2026-03-01", "x y", "http://a.b/c"))
    header = ",".join(["Date", "Brand", *(word.format(n=n) for n in range(width))])
    row = ",".join(["2026-03-01", "A", *[cell] * width])
    return "\n".join([header, *[row] * chance.choice((1, 3, 40))]).encode()


def _long_cell(chance: random.Random) -> bytes:
    cells = [b"2026-03-01 10:00", b"Aurelle", b"Forum", b"a", b"t"]
    unit = chance.choice(
        (b"x", b"9", b"9 ", b"a b ", b"<", b"&amp;", b"2026-03-01 ", b"/", b"\xc3\xa9", b"@a ", b"#a ", b"http://a/ ")
    )
    body = unit * (chance.choice((1_000, 30_000, 400_000, 950_000)) // len(unit))
    at = chance.randrange(6)
    if at == 5:
        return _HEAD[:-1] + b"," + body[:240_000] + b"\n" + b",".join(cells) + b",1\n"
    cells[at] = body
    return _HEAD + b",".join(cells) + b"\n" + b"2026-03-02 10:00,Aurelle,Forum,b,sound\n"


def _many_lines(chance: random.Random) -> bytes:
    line = chance.choice(
        (b"\n", b"#\n", b'"\n', b"x\n", b",,,,\n", b'2026-03-01,A,Forum,a,"x\n', b"2026-03-01,A,Forum,a,t\n\n", b"\r", b"a,b\n\n",
         b"Date,Brand\n2026-03-01,A\n\n", b"#\nDate,Brand\n2026-03-01,A\n\n", b'"a\r"\n', b"2026-03-01,A,Forum,a\n", b'""""\n')
    )  # fmt: skip
    return _HEAD + line * (chance.choice((10_000, 200_000, 1_500_000)) // len(line))


def _many_values(chance: random.Random) -> bytes:
    count = chance.choice((1_000, 8_000, 20_000))
    at = chance.randrange(5)
    cells = ["2026-03-01 10:00", "Aurelle", "Forum", "a", "t"]
    lines = []
    for n in range(count):
        new = list(cells)
        new[at] = chance.choice(_CELLS[:12]).replace('"', "").replace("\n", "") + str(n)
        lines.append(",".join(new))
    return _HEAD + "\n".join(lines).encode(errors="replace")


def _odd_cells(chance: random.Random) -> bytes:
    header = list(chance.choice((MENTIONS, FOLLOWERS)))
    if chance.random() < 0.3:
        header[chance.randrange(len(header))] = chance.choice(_CELLS)
    rows = [header]
    for n in range(chance.randint(1, 30)):
        sound = [f"2026-03-{n % 28 + 1:02}", "Aurelle", "X", "5" if len(header) == 4 else "a", f"t{n}"][: len(header)]
        rows.append([chance.choice(_CELLS) if chance.random() < 0.15 else cell for cell in sound])
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    return "\n".join(quoted).encode("utf-8", "surrogatepass")


def _far_cells(chance: random.Random) -> bytes:
    book = xlsxwriter.Workbook(data := io.BytesIO())
    for _ in range(chance.choice((1, 5, 60))):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, FOLLOWERS)
        sheet.write_row(1, 0, ("2026-03-01", "A", "X", 5))
        sheet.write(chance.choice((10, 5_000, 1_048_575)), chance.choice((3, 200, 16_383)), "x")
    book.close()
    return data.getvalue()


def _bomb(chance: random.Random) -> bytes:
    unit = chance.choice((b"0", b"2026-03-01,A,X,5\n", b'"', b"\n"))
    body = ",".join(FOLLOWERS).encode() + b"\n" + unit * (chance.choice((10_000, 400_000, 3_000_000)) // len(unit))
    name = chance.choice(
        ("a.csv", "../a.csv", "/etc/a.csv", "a\0.csv", "é" * 200, "CON", "x/" * 60 + "a.csv", "<b>.csv")
    )
    inner = packed([(name, body)])
    return packed([("inner.zip", inner)], method=zipfile.ZIP_STORED) if chance.random() < 0.2 else inner


def _noise(chance: random.Random) -> bytes:
    heads = (
        b"",
        b"PK\3\4",
        b"PK\5\6",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"<?xml ",
        b"\x1f\x8b",
        b"%PDF",
        b"\xff\xfe",
        _HEAD,
        b"sep=",
    )
    return chance.choice(heads) + chance.randbytes(chance.choice((0, 1, 20, 3_000, 100_000)))


HOSTILE: tuple[tuple[str, Callable[[random.Random], bytes]], ...] = (
    ("many members", _many_members), ("many columns", _many_columns), ("a long cell", _long_cell), ("many lines", _many_lines),
    ("many values", _many_values), ("far cells", _far_cells), ("a bomb", _bomb),
)  # fmt: skip
ODD: tuple[tuple[str, Callable[[random.Random], bytes]], ...] = (("odd cells", _odd_cells), ("noise", _noise))


def hostile(chance: random.Random, *, is_large: bool) -> Made:
    kind, make = chance.choice(HOSTILE if is_large else ODD)
    return Made(kind, make(chance), frozenset(), touched=None, may_lose=None)
