"""Objectives as a CSV file, to be edited in a spreadsheet. Exporting and importing it gives the same objectives.

One row per objective, columns by name in any order; dates as 2026-03-02, decimals with a point or, where the fields are
separated by semicolons, a comma.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date

from data.cells import csv_bytes, plain
from data.sentences import Refusal
from kpis.objectives.objectives import Objective

COLUMNS = (
    "role", "casquette", "kpi", "brand", "channel", "mode", "target", "target_high", "per", "tolerance", "commitment",
    "valid_from", "valid_to", "owner", "approver", "comment", "baseline", "baseline_from", "baseline_to",
)  # fmt: skip
REQUIRED = ("role", "kpi", "mode", "valid_from")
NUMBERS = ("target", "target_high", "tolerance", "baseline")
DAYS = ("valid_from", "valid_to", "baseline_from", "baseline_to")


def written(rows: Iterable[Objective]) -> bytes:
    """The rows as CSV: UTF-8 with a byte order mark, for spreadsheets; numbers in full precision."""
    return csv_bytes([COLUMNS, *([_cell(getattr(one, name)) for name in COLUMNS] for one in rows)])


def read(content: bytes) -> tuple[Objective, ...]:
    """The objectives of a file; only the form of each cell is checked. Raises Refusal, naming row, column and value."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal("This file is not UTF-8 text: save it as CSV UTF-8.") from None
    first = text.split("\n", 1)[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    lines = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if any(map(str.strip, row))]
    if not lines:
        raise Refusal(
            "The file contains no objectives: its first line must name the columns, and each other line is one "
            "objective."
        )
    names = [name.strip().lower() for name in lines[0]]
    _check_names(names)
    return tuple(
        _objective(dict(zip(names, _filled(row, len(names), number), strict=True)), number, separator)
        for number, row in enumerate(lines[1:], start=1)
    )


def _check_names(names: list[str]) -> None:
    lacking = [name for name in REQUIRED if name not in names]
    if lacking:
        raise Refusal(
            "Missing columns: {lacking}. The columns are {known}.",
            lacking=", ".join(lacking),
            known=", ".join(COLUMNS),
        )
    unknown = [name for name in names if name not in COLUMNS]
    if unknown or len(set(names)) < len(names):
        raise Refusal(
            "Unknown or repeated columns: {unknown}. The columns are {known}.",
            unknown=", ".join(unknown or names),
            known=", ".join(COLUMNS),
        )


def _filled(row: list[str], width: int, number: int) -> list[str]:
    if len(row) > width and any(cell.strip() for cell in row[width:]):
        raise Refusal(
            "Row {row}: it does not have as many cells ({cells}) as there are columns ({width}).",
            row=number,
            cells=len(row),
            width=width,
        )
    return [*row[:width], *[""] * (width - len(row))]


def _objective(cells: dict[str, str], number: int, separator: str) -> Objective:
    values: dict[str, object] = {"target": None, "target_high": None}
    for name, cell in cells.items():
        text = cell.strip()
        if name in NUMBERS:
            values[name] = _number(text, name, number, separator)
        elif name in DAYS:
            values[name] = _day(text, name, number)
        else:
            values[name] = plain(text) or ("" if name in REQUIRED else None)
    if values["valid_from"] is None:
        raise Refusal("Row {row}, column {column}: the first day is missing.", row=number, column="valid_from")
    return Objective(**values)  # type: ignore[arg-type]


def _number(text: str, name: str, number: int, separator: str) -> float | None:
    if not text:
        return None
    plain = text.replace("−", "-")
    if separator == ";" and "." not in plain and plain.count(",") == 1:
        plain = plain.replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        raise Refusal(
            "Row {row}, column {column}: '{value}' is not a valid number.", row=number, column=name, value=text
        ) from None


def _day(text: str, name: str, number: int) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal(
            "Row {row}, column {column}: '{value}' is not a valid date; write it as 2026-03-02.",
            row=number,
            column=name,
            value=text,
        ) from None


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(value) if value != int(value) else str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value)
