"""Rows as an Excel workbook in the reader's language: widths, numbers as numbers, dates as dates, a header that filters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from data.cells import is_missing, put
from data.sentences import N_, Refusal
from locales import translator
from wording.vocabulary import label

ROWS = 1_048_575  # most rows of an Excel sheet, without its header
FIRST_YEAR = 1900  # Excel knows no earlier day
CODED = ("channel", "kind", "sentiment", "sentiment_of_the_tool", "last_sentiment", "source_type", "topic", "state")  # fmt: skip
LONG = {"text": 70, "title": 40, "url": 40, "comment": 40}  # characters of a column; others are as wide as needed
IDENTIFIERS = ("record", "upload_id", "part", "year")  # numbers that are no amounts
SHARES = ("share", "_rate", "_ratio")  # how the names of columns of shares end
HEADS = {
    "followers": N_("followers of the author"),
    "sentiment_origin": N_("origin of the sentiment"),
    "sentiment_of_the_tool": N_("sentiment stated by the tool"),
    "topic_of_the_tool": N_("topic stated by the tool"),
    "topic_origin": N_("origin of the topic"),
    "is_unique": N_("unique mention, yes or no"),
    "upload_id": N_("identifier of the upload"),
    "period": N_("first day"),
    "series": N_("data series"),
    "label": N_("name"),
    "value": N_("value"),
    "previous": N_("value of the period compared with"),
    "low": N_("95% interval, from"),
    "high": N_("95% interval, to"),
    "n": "n",
    "state": N_("completeness"),
    "covered_days": N_("days covered"),
    "days": N_("days of the period"),
    "observed": N_("observed"),
    "expected": N_("expected"),
}
WORDS = {
    "complete": N_("complete"),
    "partial": N_("partial"),
    "running": N_("still running"),
    "missing": N_("missing"),
}


def write(
    target: Path | Any,
    names: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    language: str,
    shares: Sequence[str] = (),
    progress: Callable[[int], None] = lambda _: None,
) -> int:
    """Write the rows, read once, to a path or a binary file; returns their number. `names`: codes of the columns.

    `shares`: columns that hold shares of 1, shown in percent, beside those whose names say so. Raises Refusal when an
    Excel sheet cannot hold the rows.
    """
    say = translator(language)
    return write_sheets(target, [Sheet(say("Data"), names, rows, shares=shares)], language=language, progress=progress)


@dataclass(frozen=True)
class Sheet:
    """A sheet. `heads`: words of columns, instead of those of their codes; `pattern_of`: the number format of a column in a
    row, "" for that of the whole column.
    """

    title: str
    names: Sequence[str]
    rows: Iterable[Sequence[object]]
    shares: Sequence[str] = ()
    heads: Mapping[str, str] = field(default_factory=dict)
    pattern_of: Callable[[str, Sequence[object]], str] | None = None


def write_sheets(
    target: Path | Any,
    sheets: Sequence[Sheet],
    *,
    language: str,
    created: datetime | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> int:
    """Write sheets one after the other; returns the number of rows of all. `created`: what the file says of its making."""
    import xlsxwriter  # imported late: only Excel needs it

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(
        str(target) if isinstance(target, Path) else target, {"constant_memory": True, "in_memory": False, **options}
    )
    if created is not None:
        book.set_properties({"created": created})
    try:
        return sum(_write(book, one, language, progress) for one in sheets)
    finally:
        book.close()


def _write(book: Any, one: Sheet, language: str, progress: Callable[[int], None]) -> int:
    """Write a sheet; returns its number of rows."""
    say, sheet = translator(language), book.add_worksheet(one.title)
    pattern = "dd/mm/yyyy" if language == "fr" else "yyyy-mm-dd"
    day, moment = book.add_format({"num_format": pattern}), book.add_format({"num_format": f"{pattern} hh:mm"})
    heads = [one.heads.get(name) or _head(name, say) for name in one.names]
    for column, (name, head) in enumerate(zip(one.names, heads, strict=True)):
        shown = book.add_format({"num_format": _pattern(name, one.shares)})
        sheet.set_column(column, column, LONG.get(name, min(40, max(12, len(head) + 4))), shown)
    sheet.set_row(0, 22, book.add_format({"bold": True, "bottom": 1, "valign": "vcenter"}))
    sheet.freeze_panes(1, 0)
    formats: dict[str, Any] = {}
    count = 0
    for column, head in enumerate(heads):
        put(sheet, 0, column, head)
    for count, row in enumerate(one.rows, start=1):
        if count > ROWS:
            raise Refusal(
                "An Excel sheet can have {most} rows, and there are more: choose CSV or Parquet, or narrow the filters.",
                most=ROWS,
            )
        for column, (name, cell) in enumerate(zip(one.names, row, strict=True)):
            own = one.pattern_of(name, row) if one.pattern_of is not None else ""
            if own and isinstance(cell, int | float) and not is_missing(cell):
                if own not in formats:
                    formats[own] = book.add_format({"num_format": own})
                sheet.write_number(count, column, cell, formats[own])
            else:
                _cell(sheet, count, column, _in_words(name, cell, say), day=day, moment=moment)
        progress(count)
    sheet.autofilter(0, 0, max(count, 1), len(heads) - 1)
    return count


def _cell(sheet: Any, row: int, column: int, value: object, *, day: Any, moment: Any) -> None:
    """A cell; a day is a day, and one that Excel does not know a text."""
    if isinstance(value, date) and value.year < FIRST_YEAR:
        put(sheet, row, column, value.isoformat())
    elif isinstance(value, datetime):
        put(sheet, row, column, value.replace(tzinfo=None), moment=moment)
    elif isinstance(value, date):
        put(sheet, row, column, datetime(value.year, value.month, value.day), moment=day)
    else:
        put(sheet, row, column, value)


def _head(name: str, say: Callable[[str], str]) -> str:
    words = say(HEADS.get(name) or label(name))
    return words if name == "n" else words[:1].upper() + words[1:]


def _in_words(name: str, value: object, say: Callable[[str], str]) -> object:
    return say(WORDS.get(value) or label(value)) if name in CODED and isinstance(value, str) else value


def _pattern(name: str, shares: Sequence[str]) -> str:
    if name in IDENTIFIERS:
        return "0"
    return "0.0%" if name in shares or name.endswith(SHARES) else "#,##0.##" if name in AMOUNTS else "#,##0"


AMOUNTS = ("value", "previous", "low", "high", "expected", "hours", "minutes", "score", "amount", "revenue", "z")
