"""`make bench`: ratios taken in one run, never absolute times.

1. Loading one million mentions, everything on, against DuckDB's bare all-text read of the same file into a file store.
2. The overview's KPIs over 70 weeks at five million mentions against one million.

    python -m tests.bench [load|overview] [--rows N]
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from kpis.analysis.director import DIRECTOR

ROOT = Path(__file__).parent.parent
LAST = "date '2026-11-15'"


def write_mentions(path: Path, rows: int) -> None:
    """A mention log in the product's own template: 490 days, three brands, 30 % syndicated texts, about 200 bytes a row."""
    con = duckdb.connect()
    con.execute("select setseed(0.46)")
    con.execute(
        f"""
        copy (
            select
                strftime(timestamp '2025-07-14' + to_seconds(cast(floor(random() * 490 * 86400) as bigint)), '%Y-%m-%d %H:%M:%S') as "Date",
                ['Aurelle', 'Velmont', 'Karsa'][1 + cast(floor(random() * 3) as int)] as "Brand",
                ['Twitter', 'Facebook', 'News', 'Forum', 'Blog', 'Instagram'][1 + cast(floor(random() * 6) as int)] as "Channel",
                'site' || cast(floor(random() * 800) as int) || '.example' as "Source",
                'author' || cast(floor(60000 * random() * random()) as int) as "Author",
                case when random() < 0.3
                    then 'Dépêche ' || cast(floor(random() * {rows // 40}) as int) || ' : le constructeur annonce un rappel de ses citadines pour vérification du freinage'
                    else 'Avis n° ' || i || ' sur la voiture, le confort, la garantie, le prix, et l''accueil au garage du quartier'
                end as "Text",
                'https://site' || cast(floor(random() * 800) as int) || '.example/article/' || i as "URL",
                ['fr', 'fr', 'fr', 'en'][1 + cast(floor(random() * 4) as int)] as "Language",
                ['FR', 'FR', 'BE', 'CH', 'CA'][1 + cast(floor(random() * 5) as int)] as "Country",
                ['positive', 'neutral', 'negative', 'not rated'][1 + cast(floor(random() * 4) as int)] as "Sentiment",
                cast(floor(random() * 100000) as int) as "Reach",
                cast(floor(random() * 50) as int) as "Engagements"
            from range({rows}) t(i)
        ) to '{path}' (header, delimiter ',')
        """
    )
    con.close()


def child(code: str, *arguments: str) -> tuple[float, float]:
    """Run code in a process of its own: seconds that it prints last, and its peak memory in MB."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    seconds, peak = done.stdout.split()[-2:]
    return float(seconds), float(peak)


BARE = """
import sys, time, resource, duckdb
source, target = sys.argv[1:]
con = duckdb.connect(target, config={"memory_limit": "700MB"})
start = time.perf_counter()
con.execute(f"create table bare as select * from read_csv('{source}', all_varchar=true, header=true, delim=',', quote='\\"', escape='\\"')")
con.execute("checkpoint")
con.close()
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""

FULL = """
import sys, time, resource
from pathlib import Path
from data.migrations import open_store
from loaders.load import load
source, target = map(Path, sys.argv[1:])
store = open_store(target)
start = time.perf_counter()
receipt = load(store, source, name=source.name, who="bench", origin="bench")
store.close()
seconds = time.perf_counter() - start
assert receipt.status == "loaded" and receipt.read == receipt.kept + receipt.folded + receipt.rejected, receipt
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def bench_load(rows: int) -> None:
    folder = Path(tempfile.mkdtemp())
    source = folder / "mentions.csv"
    write_mentions(source, rows)
    ratios, peaks = [], []
    for turn in range(4):
        bare, _ = child(BARE, str(source), str(folder / f"bare{turn}.duckdb"))
        full, peak = child(FULL, str(source), str(folder / f"store{turn}" / "full.duckdb"))
        if turn:  # the first pair warms the file cache
            ratios.append(full / bare)
            peaks.append(peak)
        shutil.rmtree(folder / f"store{turn}")
    print(f"load: {rows:,} mentions, {source.stat().st_size / 1e6:.0f} MB")
    print(
        f"  everything on / bare all-text read: {statistics.median(ratios):.2f} x (of {', '.join(f'{r:.2f}' for r in ratios)}; aim 2.5)"
    )
    print(f"  peak memory of the load: {max(peaks):.0f} MB (aim 1000)")
    shutil.rmtree(folder)


OVERVIEW = """
import sys, time, resource, statistics
from datetime import date
from pathlib import Path
from data.migrations import open_store
from kpis.compute import compute
from kpis.engine.scope import Scope
store = open_store(Path(sys.argv[1]))
kpis = sys.argv[2].split(",")
scope = Scope(since=date(2025, 7, 14), until=date(2026, 11, 15), brands=(), today=date(2026, 11, 18), role="senior")
times = []
for turn in range(6):
    start = time.perf_counter()
    for kpi in kpis:
        compute(store, kpi, scope, grain="week")
    times.append(time.perf_counter() - start)
store.close()
print(statistics.median(times[1:]), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def bench_overview(rows: int) -> None:
    folder = Path(tempfile.mkdtemp())
    seconds = {}
    for size in (rows, 5 * rows):
        source, target = folder / f"{size}.csv", folder / str(size) / "store.duckdb"
        write_mentions(source, size)
        child(FULL, str(source), str(target))
        source.unlink()
        seconds[size], _ = child(OVERVIEW, str(target), ",".join(DIRECTOR))
    print(
        f"overview: its KPIs over 70 weeks, {5 * rows:,} mentions / {rows:,}: {seconds[5 * rows] / seconds[rows]:.2f} x (aim 1.5)"
    )
    shutil.rmtree(folder)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("which", nargs="?", choices=("load", "overview"))
    parser.add_argument("--rows", type=int, default=1_000_000)
    given = parser.parse_args()
    if given.which in (None, "load"):
        bench_load(given.rows)
    if given.which in (None, "overview"):
        bench_overview(given.rows)


if __name__ == "__main__":
    _ = (time, resource)
    main()
