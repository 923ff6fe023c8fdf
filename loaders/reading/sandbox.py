"""Open one spreadsheet or feed in a process of its own, with limited memory and time.

`python -m loaders.reading.sandbox KIND FILE FOLDER SECONDS`. A legal workbook of two kilobytes can ask for half a terabyte;
that kills only this process, which imports nothing heavy. Each sheet becomes `<number>.csv` in FOLDER (UTF-8, all rows
equally wide, blank rows kept). The last line printed is JSON:
{"sheets": [{"file", "name", "formulas", "first_formula", "large", "replaced"}], "seconds": of processor}
or {"error": "locked" | "damaged" | "large" | "entities" | "empty"}.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

MEMORY = 700_000_000  # bytes, for a small workbook
MEMORY_PER_BYTE = 40  # of the workbook, above: a million rows need as much
MOST_MEMORY = 1_500_000_000
FILE = 1_000_000_000  # bytes of one sheet as text


def main(kind: str, file: str, folder: str, seconds: str) -> None:
    _limit(min(MEMORY + MEMORY_PER_BYTE * Path(file).stat().st_size, MOST_MEMORY), int(seconds))
    print(json.dumps({**_opened(kind, Path(file), Path(folder)), "seconds": time.process_time()}))


def _opened(kind: str, file: Path, folder: Path) -> dict[str, object]:
    if kind == "spreadsheetml":
        from loaders.reading.spreadsheetml import Damaged, sheets
    elif kind == "feed":
        from loaders.reading.feeds import Damaged, sheets
    else:
        from loaders.reading.workbook import Damaged, sheets
    try:
        return {"sheets": list(sheets(file, folder))}
    except Damaged as damaged:
        return {"error": str(damaged)}
    except (MemoryError, OSError):
        return {"error": "large"}


def _limit(memory: int, seconds: int) -> None:
    """Limit memory, processor time and file size of this process, where the platform can."""
    try:
        import resource
    except ImportError:  # Windows: the caller bounds the time, and the directory of the zip bounds the size
        return
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    main(*sys.argv[1:])
