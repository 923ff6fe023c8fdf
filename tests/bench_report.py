"""`make bench-report`: how long a report takes, to ask for and to draw. The times are printed, never asserted.

    python -m tests.bench_report [report.json …] [--mentions N] [--repeats N] [--kaleido PYTHON] [--out DIR]

A report is the content that the store keeps of an issued one; without any, the invented one of the tests. `--mentions`
makes a store of so many (the demonstration's, repeated) and draws its week from it: the query, then PPTX, PDF and PNG.
`--kaleido`: a Python that has kaleido and plotly, and finds a Chromium (BROWSER_PATH), for one PNG of one chart beside
it. `--out` writes the PDF and the six pictures of each, to be looked at: `<name>.pdf`, `<name>-1.png` …
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from data.store import Store
from kpis.engine import periods
from reports.weekly import built
from reports.weekly.model import Report, report_of
from reports.weekly.request import Request
from tests.reports.weekly.example import report as invented

FIRST = "import time; start = time.perf_counter(); from reports.paper import weekly; from tests.reports.weekly.example import report; weekly.pdf(report()); print(time.perf_counter() - start)"
KALEIDO = """
import resource, time
start = time.perf_counter()
import plotly.graph_objects as go
figure = go.Figure(go.Bar(x=[f"W{at}" for at in range(34, 47)], y=[at * 7 % 13 for at in range(13)]))
figure.to_image(format="png", width=1600, height=900)
work = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(time.perf_counter() - start, sum(one.ru_utime + one.ru_stime for one in work))
"""
# the mentions of the demonstration once more, as those of other people: other identities, stories and authors
REPEAT = """
insert into mention_records
select m.* replace (
    m.record + copies.number * 10000000 as record,
    hash(m.identity, copies.number) as identity,
    hash(m.story, copies.number) as story,
    hash(m.author_key, copies.number) as author_key
)
from mention_records m, range(1, {copies}) copies(number)
"""
COUNTS = ("mentions", "negative_mentions", "toned_mentions", "unique_mentions", "positive", "neutral", "negative", "mixed", "unknown", "untold", "sensitive", "measured", "engagement", "reach")  # fmt: skip


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("reports", nargs="*", type=Path)
    asked.add_argument("--repeats", type=int, default=5)
    asked.add_argument("--out", type=Path)
    asked.add_argument("--mentions", type=int, default=0)
    asked.add_argument("--kaleido", type=Path)
    given = asked.parse_args()
    if given.mentions:
        _of_store(given.mentions, given.repeats, given.kaleido)
        return
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


def _of_store(mentions: int, repeats: int, kaleido: Path | None) -> None:
    """A week of a store of so many mentions: the query as a process asks it first, and each face."""
    from reports.paper import weekly
    from reports.slides import deck

    with tempfile.TemporaryDirectory(prefix="bench-report-") as folder:
        path = Path(folder) / "e-reputation.duckdb"
        environment = {**os.environ, "EREPUTATION_STORE": str(path)}
        subprocess.run([sys.executable, "-m", "data", "demo"], env=environment, check=True, capture_output=True)
        store = Store(path)
        with store.writing() as cursor:
            (first,) = cursor.execute("select count(*) from mention_records").fetchone() or (0,)
            copies = max(1, round(mentions / first))
            cursor.execute(REPEAT.format(copies=copies))
            cursor.execute("update mention_days set " + ", ".join(f"{name} = {name} * {copies}" for name in COUNTS))
        count = store.value("select count(*) from mention_records")
        store.close()
        print(f"{count:,} mentions, {path.stat().st_size / 1e9:.1f} GB\n")
        store = Store(path)
        request = Request("week", "Aurelle", "senior", periods.week(date(2026, 11, 9)), date(2026, 11, 16))
        print("| | seconds | of processor |\n|---|---|---|")
        found: list[dict[str, Report]] = []
        query, asking = _row("query, in two languages", lambda: found.append(built.build(store, request, titles={})))
        _row("query, once more", lambda: built.build(store, request, titles={}))
        report = found[0]["fr"]
        faces = {"PPTX": deck.pptx, "PDF": weekly.pdf, "six PNG": weekly.pages_png}
        drawn = drawing = 0.0
        for name, draw in faces.items():
            draw(report)  # fonts and imports, which a server has loaded
            runs = [_row("", lambda draw=draw: draw(report)) for _ in range(repeats)]
            took, work = (statistics.median(each) for each in zip(*runs, strict=True))
            print(f"| {name} | {took:.2f} | {work:.2f} |", flush=True)
            drawn, drawing = drawn + took, drawing + work
        print(f"| drawing, all three | {drawn:.2f} | {drawing:.2f} |")
        print(f"| query and drawing | {query + drawn:.2f} | {asking + drawing:.2f} |", flush=True)
        store.close()
    if kaleido is not None:
        told = [subprocess.check_output([str(kaleido), "-c", KALEIDO], text=True).split() for _ in range(3)]
        took, work = (statistics.median(map(float, each)) for each in zip(*told, strict=True))
        print(f"| one PNG of one chart by Kaleido | {took:.2f} | {work:.2f} |")
        whole = f"{(query + drawn) / took:.1f} of those, {(asking + drawing) / work:.1f} by the processor"
        print(f"\nThe whole report in the time of {whole}; its drawing in that of {drawn / took:.1f}")


def _row(name: str, work: Callable[[], object]) -> tuple[float, float]:
    """Wall and processor seconds of a piece of work, printed where it has a name."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    if name:
        print(f"| {name} | {wall:.2f} | {processor:.2f} |", flush=True)
    return wall, processor


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
