"""The sheets of an Excel workbook (XLSX, old XLS) as text, without loss. Runs inside `loaders.reading.sandbox`.

Dates become ISO dates, whole numbers lose their '.0', numbers that a double cannot hold exactly are written as 1.79E+18
(so that they are not taken for ids), an error stays as '#DIV/0!', and a formula whose result was never calculated stays
as its formula.
"""

from __future__ import annotations

import csv
import html
import posixpath
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from xml.etree import ElementTree

import python_calamine

from loaders.reading import old_workbook_errors

EXACT = 2**53  # up to here a double holds every whole number
MOST_CELLS = 60_000_000  # of one sheet, blank ones included


class Damaged(Exception):
    """Why the workbook cannot be read: locked, damaged or large."""


def sheets(file: Path, folder: Path) -> Iterator[dict[str, object]]:
    """Write each sheet that has cells as CSV, and yield its name and what was found in it (see sandbox.py)."""
    try:
        book = python_calamine.load_workbook(str(file))
        members = _sheet_members(file)
        of_old = old_workbook_errors.errors(file) if not members else []
        for number, name in enumerate(book.sheet_names):
            kind = book.sheets_metadata[number].typ
            if kind != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            unreported = of_old[number] if number < len(of_old) else _unreported(file, members.get(name))
            written = _write(book.get_sheet_by_index(number), unreported, folder / f"{number}.csv")
            if written is not None:
                yield {"file": f"{number}.csv", "name": name, **written}
    except python_calamine.PasswordError as error:
        raise Damaged("locked") from error
    except (python_calamine.CalamineError, zipfile.BadZipFile, ElementTree.ParseError, ValueError, KeyError) as error:
        raise Damaged("damaged") from error


def text_of(value: object) -> str:
    """A cell's value as text that loses nothing."""
    return value if type(value) is str else _TEXTS.get(type(value), str)(value)


def is_rounded(value: object) -> bool:
    """Whether a number is too large for a double to hold exactly."""
    return type(value) is float and (value >= EXACT or value <= -EXACT)


def _number(value: float) -> str:
    if not value.is_integer():
        return repr(value)
    if -EXACT < value < EXACT:
        return str(int(value))
    digits, exponent = f"{value:.16e}".split("e")
    return f"{digits.rstrip('0').rstrip('.')}E{exponent}"


def _moment(value: datetime) -> str:
    """ISO date and time, rounded to the millisecond: a spreadsheet's day numbers are no more exact."""
    rounded = value + timedelta(microseconds=500)
    rounded = rounded.replace(microsecond=rounded.microsecond // 1000 * 1000)
    return rounded.isoformat(sep=" ", timespec="milliseconds").removesuffix(".000")


def _duration(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


_TEXTS = {
    bool: lambda value: "TRUE" if value else "FALSE",
    float: _number,
    datetime: _moment,
    date: date.isoformat,
    time: time.isoformat,
    timedelta: _duration,
    type(None): lambda _: "",
}


def _write(
    sheet: python_calamine.CalamineSheet, unreported: dict[tuple[int, int], str], to: Path
) -> dict[str, object] | None:
    """Write the sheet as CSV, with the `unreported` cells filled in. None when it has no cell."""
    corners = [*unreported, *([sheet.end] if sheet.end else [])]
    rows = max((row + 1 for row, _ in corners), default=0)
    width = max((column + 1 for _, column in corners), default=0)
    if rows * width > MOST_CELLS:
        raise Damaged("large")
    if not rows * width:
        return None
    by_row: dict[int, list[tuple[int, str]]] = {}
    for (row, column), text in unreported.items():
        by_row.setdefault(row, []).append((column, text))
    large = 0
    with to.open("w", encoding="utf-8", errors="replace", newline="") as target:
        write = csv.writer(target, lineterminator="\n").writerow
        for number, values in enumerate(_rows(sheet, rows, width)):
            large += sum(map(is_rounded, values))
            cells = list(map(text_of, values))
            for column, text in by_row.get(number, ()):
                cells[column] = text
            write(cells if any(cells) else [])
    formulas = sorted(cell for cell, text in unreported.items() if text.startswith("="))
    first = _reference(*formulas[0]) if formulas else None
    return {"formulas": len(formulas), "first_formula": first, "large": large, "replaced": 0}


def _rows(sheet: python_calamine.CalamineSheet, rows: int, width: int) -> Iterator[list[object]]:
    """Every row from the first one of the sheet on, each of the same width."""
    count = 0
    if sheet.start:
        left = [""] * sheet.start[1]  # the reader begins at the first row, but at the first column with a cell
        for values in sheet.iter_rows():
            yield left + values + [""] * (width - len(left) - len(values))
            count += 1
    for _ in range(count, rows):
        yield [""] * width


# What the reader does not report: errors and formulas without a result ----------------------------------

_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_ERROR = re.compile(rb"<(?:\w+:)?c\b([^>]*\bt=[\"']e[\"'][^>]*)>.*?<(?:\w+:)?v>([^<]*)<", re.DOTALL)
_NO_RESULT = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b[^>]*?(?:/>|>([^<]*)</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


def _unreported(file: Path, member: str | None) -> dict[tuple[int, int], str]:
    """(row, column), from 0 -> text, of the cells with an error or a formula without result."""
    if member is None:
        return {}
    found: dict[tuple[int, int], str] = {}
    with zipfile.ZipFile(file) as archive, archive.open(member) as source:
        carried = b""
        while block := source.read(1 << 20):
            data = carried + block
            cut = data.rfind(b"row>") + 4  # ends a row, whatever the prefix of its namespace
            if cut > 3:
                _find_unreported(data[:cut], found)
                data = data[cut:]
            carried = data
        _find_unreported(carried, found)
    return found


def _find_unreported(rows: bytes, found: dict[tuple[int, int], str]) -> None:
    if b't="e"' in rows or b"t='e'" in rows:
        for cell in _ERROR.finditer(rows):
            _put(found, cell[1], _plain(cell[2]))
    if b"<f" in rows or b":f" in rows:
        for cell in _NO_RESULT.finditer(rows):
            if b't="str"' not in cell[1]:  # a formula whose result is an empty text
                _put(found, cell[1], "=" + _plain(cell[2] or b""))


def _put(found: dict[tuple[int, int], str], attributes: bytes, text: str) -> None:
    named = _REFERENCE.search(attributes)
    if named is None:
        raise Damaged("damaged")
    column = 0
    for letter in named[1].decode():
        column = column * 26 + ord(letter) - 64
    found[int(named[2]) - 1, column - 1] = text


def _plain(text: bytes) -> str:
    return html.unescape(text.decode(errors="replace"))


def _reference(row: int, column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def _sheet_members(file: Path) -> dict[str, str]:
    """Sheet -> its member of the XLSX; empty for an old XLS."""
    if not zipfile.is_zipfile(file):
        return {}
    with zipfile.ZipFile(file) as archive:
        members = set(archive.namelist())
        spelled = {member.lower() for member in members}
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= members:
            return {}
        targets = {
            link.get("Id"): link.get("Target", "")
            for link in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        }
        found = {}
        for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
            if sheet.tag.endswith("}sheet"):
                link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
                target = targets.get(link, "")
                member = target[1:] if target.startswith("/") else f"xl/{target}"
                if posixpath.normpath(member).lower() not in spelled:
                    raise Damaged("damaged")  # a sheet that is listed and not there
                if member in members:
                    found[sheet.get("name", "")] = member
    return found
