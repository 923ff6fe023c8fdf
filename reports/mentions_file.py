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

from data.cells import CsvWriter
from data.store import Store
from reports import workbook

FORMATS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}
AT_ONCE = 20_000  # most rows that are written without a progress bar
SHEET = workbook.ROWS  # most rows of an Excel sheet, without its header
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
    store: Store,
    query: tuple[str, dict[str, object]],
    target: Path,
    *,
    form: str,
    language: str = "en",
    progress: Progress = lambda _: None,
) -> int:
    """Write the rows of a query to `target`; returns their number. `progress` gets the rows written so far.

    `form`: a key of FORMATS. An Excel workbook is in the reader's `language`; CSV and Parquet keep the codes, for
    programs. Raises Refusal if the rows exceed an Excel sheet.
    """
    with store.reading() as cursor:
        batches = cursor.execute(*query).to_arrow_reader(BATCH)
        if form == "xlsx":
            told = _every(BATCH, progress)
            return workbook.write(target, batches.schema.names, _rows(batches), language=language, progress=told)
        write_rows = {"csv": _csv, "parquet": _parquet}[form]
        return write_rows(batches, target, progress)


def _csv(batches, target: Path, progress: Progress) -> int:
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        lines = CsvWriter(file, quoting=csv.QUOTE_ALL)
        lines.row(batches.schema.names)
        return _each(_rows(batches), progress, lambda _, row: lines.row(row))


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


def _every(step: int, progress: Progress) -> Progress:
    return lambda done: None if done % step else progress(done)


def _each(rows: Iterator[list[object]], progress: Progress, write_row: Callable[[int, list[object]], object]) -> int:
    done = 0
    for index, row in enumerate(rows):
        write_row(index, row)
        done = index + 1
        if done % BATCH == 0:
            progress(done)
    return done
