"""Sound files of every container, made by a seeded generator together with the rows that they must give."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from dataclasses import dataclass, replace
from datetime import date, timedelta

import xlsxwriter

from tests.old_workbook import workbook as old_workbook

MENTIONS = ("Date", "Brand", "Channel", "Author", "Text")
FOLLOWERS = ("Date", "Brand", "Channel", "Followers")
_WORDS = (
    "bonjour",
    "livraison",
    "été",
    "déçue",
    "super",
    "#aurelle",
    "100 %",
    "don't",
    "café",
    "ok",
    "«oui»",
    "non, merci",
)
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")


@dataclass(frozen=True)
class Made:
    """A file. `rows`: what it may give at most. `touched`: rows that may differ (None: any). `may_lose`: rows that may be
    missing without a word, because nothing in the bytes tells that they were there (None: any)."""

    kind: str
    data: bytes
    rows: frozenset[tuple]
    touched: int | None = 0
    may_lose: int | None = 0

    def damaged(self, kind: str, data: bytes, *, touched: int | None = 0, may_lose: int | None = 0) -> Made:
        return replace(self, kind=f"{self.kind}, {kind}", data=data, touched=touched, may_lose=may_lose)


@dataclass(frozen=True)
class Table:
    header: tuple[str, ...]
    records: tuple[tuple[str, ...], ...]

    @property
    def rows(self) -> frozenset[tuple]:
        """The canonical rows: day, brand, channel, and author and text or the count."""
        return frozenset((one[0][:10], one[1], one[2].lower(), *one[3:]) for one in self.records)


def table(chance: random.Random, *, brand: str = "Aurelle") -> Table:
    """Mentions or followers, each record unlike the others."""
    count, first = chance.randint(2, 25), date(2026, 1, 1) + timedelta(days=chance.randint(0, 300))
    days = [str(first + timedelta(days=n)) for n in range(count)]
    if chance.random() < 0.4:
        return Table(FOLLOWERS, tuple((day, brand, "X", str(1000 + n)) for n, day in enumerate(days)))
    return Table(
        MENTIONS,
        tuple(
            (f"{day} 10:{n:02}", brand, "Forum", f"auteur{n}", f"{' '.join(chance.sample(_WORDS, 3))} n{n} {brand}")
            for n, day in enumerate(days)
        ),
    )


def text(one: Table, *, delimiter: str = ",", encoding: str = "utf-8", end: str = "\n", quoting: int = 0) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows([one.header, *one.records])
    return out.getvalue().encode(encoding)


def any_text(chance: random.Random, one: Table) -> bytes:
    return text(
        one,
        delimiter=chance.choice(",;\t|"),
        encoding=chance.choice(_ENCODINGS),
        end=chance.choice(("\n", "\r\n")),
        quoting=chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
    )


def workbook(tables: list[Table]) -> bytes:
    book = xlsxwriter.Workbook(data := io.BytesIO(), {"in_memory": True})
    for one in tables:
        sheet = book.add_worksheet()
        for row, cells in enumerate([one.header, *one.records]):
            for column, cell in enumerate(cells):
                if cell.isdigit():
                    sheet.write_number(row, column, int(cell))
                else:
                    sheet.write_string(row, column, cell)
    book.close()
    return data.getvalue()


def spreadsheetml(one: Table) -> bytes:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    rows = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in cells) + "</Row>"
        for cells in [one.header, *one.records]
    )
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="S"><Table>{rows}'
        "</Table></Worksheet></Workbook>"
    ).encode()


def packed(members: list[tuple[str, bytes]], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    with zipfile.ZipFile(data := io.BytesIO(), "w", method) as archive:
        for name, body in members:
            archive.writestr(name, body)
    return data.getvalue()


def sound(chance: random.Random) -> Made:
    """A sound file of any container."""
    container = chance.choice(
        ("text", "text", "zip", "zip", "zip", "xlsx", "xlsx", "xls", "spreadsheetml", "zip of workbooks")
    )
    one = table(chance)
    if container == "text":
        return Made("text", any_text(chance, one), one.rows)
    if container == "xls":
        cells = [[float(cell) if cell.isdigit() else cell for cell in row] for row in (one.header, *one.records)]
        return Made("xls", old_workbook(cells), one.rows)
    if container == "spreadsheetml":
        return Made("spreadsheetml", spreadsheetml(one), one.rows)
    tables = [table(chance, brand=f"Marque{n}") for n in range(chance.randint(1, 4))]
    rows = frozenset().union(*(each.rows for each in tables))
    if container == "xlsx":
        return Made("xlsx", workbook(tables), rows)
    inner = any_text if container == "zip" else (lambda _, each: workbook([each]))
    members = [(f"export {n}.csv", inner(chance, each)) for n, each in enumerate(tables)]
    method = chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
    return Made(container, packed(members, method=method), rows)
