"""Cells that leave for a spreadsheet: every CSV and Excel file of the product is written here.

A spreadsheet runs a cell that begins with = + - @ (also in full width, also behind blanks), and reads a tab, a carriage
return or a line feed in front as the end of a cell. Such a text gets an apostrophe in front, in headers as in records;
a number stays the number. `plain` takes the apostrophe away again: no text is changed by leaving and coming back.
"""

from __future__ import annotations

import csv
import io
import math
import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, TextIO

import pandas as pd

SIGNS = "=+-@＝＋－＠\t\r\n"
LONGEST = 32_767  # characters of an Excel cell
_MOST = 2**53  # beyond it a number of Excel loses digits: it is written as text
_HALVES = re.compile("[\ud800-\udfff]")  # halves of a sign, which no file can hold
_BLANKS = ("Zs", "Zl", "Zp", "Cc", "Cf")  # what a spreadsheet may drop before it reads a cell
_NUMBER = re.compile(r"[+\-]?[0-9]+([.,][0-9]+)?([eE][+\-]?[0-9]+)?")


def neutral(value: object) -> object:
    """A cell that no spreadsheet takes for a formula: text that would be one has an apostrophe in front."""
    return "'" + value if isinstance(value, str) and _is_live(value) else value


def plain(text: str) -> str:
    """The text that `neutral` was given."""
    return text[1:] if text.startswith("'") and _is_live(text[1:]) else text


class CsvWriter:
    """Rows of a CSV file, each cell neutral."""

    def __init__(
        self, target: TextIO, *, delimiter: str = ",", end: str = "\r\n", quoting: Any = csv.QUOTE_MINIMAL
    ) -> None:
        self._writer = csv.writer(target, delimiter=delimiter, lineterminator=end, quoting=quoting)

    def row(self, cells: Iterable[object]) -> None:
        self._writer.writerow(["" if is_missing(cell) else neutral(cell) for cell in cells])


def csv_bytes(rows: Iterable[Iterable[object]], *, delimiter: str = ",", quoting: Any = csv.QUOTE_MINIMAL) -> bytes:
    """The rows as CSV for a spreadsheet: UTF-8 with a byte order mark, lines that end as Windows ends them."""
    text = io.StringIO()
    writer = CsvWriter(text, delimiter=delimiter, quoting=quoting)
    for row in rows:
        writer.row(row)
    return ("\ufeff" + text.getvalue()).encode("utf-8", errors="replace")


def is_missing(value: object) -> bool:
    """Whether a cell has no value: None, and what tables of numbers and of moments hold in its place."""
    return value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and math.isnan(value))


def put(sheet: Any, row: int, column: int, value: object, *, moment: Any = None) -> None:
    """Write a cell of an Excel sheet (xlsxwriter). `moment`: the format of dates with a time.

    Numbers and moments stay what they are, and a missing value leaves its cell empty; a text that is longer than Excel allows ends in an ellipsis.
    """
    if is_missing(value):
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, (int, float, Decimal)) and abs(value) < _MOST:
        sheet.write_number(row, column, value)
    elif hasattr(value, "hour"):
        sheet.write_datetime(row, column, value, moment)
    else:
        text = str(neutral(_HALVES.sub("\ufffd", str(value))))
        sheet.write_string(row, column, text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")


def _is_live(text: str) -> bool:
    """Whether a spreadsheet would run the text, or would once the apostrophes in front of it are gone."""
    bare = text.lstrip("'")
    if bare[:1] in tuple("\t\r\n"):
        return True
    first = next((sign for sign in bare if unicodedata.category(sign) not in _BLANKS), "")
    return first in tuple(SIGNS) and (bare != text or not _NUMBER.fullmatch(text.strip()))
