"""Rows of a query as CSV, Excel or Parquet, written in batches.

No cell of a CSV or Excel file is a formula: text that a spreadsheet would take for one is prefixed with an apostrophe.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from data.cells import CsvWriter, put
from data.sentences import Refusal
from data.store import Store

FORMATS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}
AT_ONCE = 20_000  # most rows that are written without a progress bar
SHEET = 1_048_575  # most rows of an Excel sheet, without its header
BATCH = 10_000

Progress = Callable[[int], None]


def name(brand: str, what: str, since: date, until: date) -> str:
    """File name without extension: 'aurelle_mentions_2026-11-09_2026-11-15'."""
    return f"{slug(brand)}_{what}_{since}_{until}"


def slug(text: str) -> str:
    """A text in lower-case ASCII letters, digits and hyphens, for a file name."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "brand"


def write(
    store: Store, query: tuple[str, dict[str, object]], target: Path, *, form: str, progress: Progress = lambda _: None
) -> int:
    """Write the rows of a query to `target`; returns their number. `progress` gets the rows written so far.

    `form`: a key of FORMATS. Raises Refusal if the rows exceed an Excel sheet.
    """
    writer = {"csv": _csv, "xlsx": _xlsx, "parquet": _parquet}[form]
    with store.reading() as cursor:
        batches = cursor.execute(*query).to_arrow_reader(BATCH)
        return writer(batches, target, progress)


def _csv(batches, target: Path, progress: Progress) -> int:
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        lines = CsvWriter(file, quoting=csv.QUOTE_ALL)
        lines.row(batches.schema.names)
        return _each(_rows(batches), progress, lambda _, row: lines.row(row))


def _xlsx(batches, target: Path, progress: Progress) -> int:
    import xlsxwriter  # imported late: only Excel needs it

    book = xlsxwriter.Workbook(
        str(target),
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    sheet = book.add_worksheet("data")
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    sheet.freeze_panes(1, 0)
    for column, title in enumerate(batches.schema.names):
        put(sheet, 0, column, title)

    def write_row(index: int, row: list[object]) -> None:
        if index >= SHEET:
            raise Refusal(
                "An Excel sheet can have {most} rows, and there are more: choose CSV or Parquet, or narrow the "
                "filters.",
                most=SHEET,
            )
        for column, cell in enumerate(row):
            put(sheet, index + 1, column, cell, moment=moment)

    try:
        return _each(_rows(batches), progress, write_row)
    finally:
        book.close()


def _parquet(batches, target: Path, progress: Progress) -> int:
    import pyarrow.parquet as parquet

    done = 0
    with parquet.ParquetWriter(target, batches.schema, compression="zstd") as file:
        for batch in batches:
            file.write_batch(batch)
            done += batch.num_rows
            progress(done)
    return done


def _rows(batches) -> Iterator[list[object]]:
    for batch in batches:
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            yield list(row)


def _each(rows: Iterator[list[object]], progress: Progress, write_row: Callable[[int, list[object]], object]) -> int:
    done = 0
    for index, row in enumerate(rows):
        write_row(index, row)
        done = index + 1
        if done % BATCH == 0:
            progress(done)
    return done
