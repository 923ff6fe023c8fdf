"""Small tables, written as they are read, turned into files that the loaders take."""

import csv
import io
from pathlib import Path

from loaders.load import load


def table(text: str) -> list[list[str]]:
    """Rows of a table written with | between cells, the last of which may be empty; the first row is the header."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip("\n ").splitlines() if line.strip()]


def write(path: Path, rows: list[list[str]], *, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    """Write rows as CSV."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def given(store, folder: Path, name: str, text: str, **options):
    """Load a small table as a file of that name; the receipt."""
    path = write(folder / name, table(text))
    return load(store, path, name=name, who="test", origin="test", **options)
