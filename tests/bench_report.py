"""`make bench-report`: how long a report takes to draw. The times are printed, never asserted.

    python -m tests.bench_report [report.json …] [--repeats N] [--out DIR]

A report is the content that the store keeps of an issued one; without any, the invented one of the tests. `--out` writes
the PDF and the six pictures of each, to be looked at: `<name>.pdf`, `<name>-1.png` …
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from reports.weekly.model import Report, report_of
from tests.reports.weekly.example import report as invented

FIRST = "import time; start = time.perf_counter(); from reports.paper import weekly; from tests.reports.weekly.example import report; weekly.pdf(report()); print(time.perf_counter() - start)"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("reports", nargs="*", type=Path)
    asked.add_argument("--repeats", type=int, default=5)
    asked.add_argument("--out", type=Path)
    given = asked.parse_args()
    found = {path.stem: report_of(path.read_text(encoding="utf-8")) for path in given.reports} or {
        "invented": invented()
    }
    print("| report | PDF (s) | six PNG (s) | together (s) | PDF (kB) |\n|---|---|---|---|---|")
    for name, report in found.items():
        _measured(name, report, given.repeats)
        if given.out:
            _written(given.out, name, report)
    run = subprocess.run([sys.executable, "-c", FIRST], capture_output=True, text=True, check=True)
    print(f"\nThe first PDF of a process, imports and fonts included: {float(run.stdout):.2f} s")


def _measured(name: str, report: Report, repeats: int) -> None:
    from reports.paper import weekly

    def took(draw: Callable[[Report], object]) -> float:
        times = []
        for _ in range(repeats):
            start = time.perf_counter()
            draw(report)
            times.append(time.perf_counter() - start)
        return statistics.median(times)

    pdf, pictures = took(weekly.pdf), took(weekly.pages_png)
    print(f"| {name} | {pdf:.2f} | {pictures:.2f} | {pdf + pictures:.2f} | {len(weekly.pdf(report)) / 1000:.0f} |")


def _written(folder: Path, name: str, report: Report) -> None:
    from reports.paper import weekly

    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.pdf").write_bytes(weekly.pdf(report))
    for number, page in enumerate(weekly.pages_png(report), start=1):
        (folder / f"{name}-{number}.png").write_bytes(page)


if __name__ == "__main__":
    main()
