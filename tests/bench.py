"""`make bench`: ratios taken in one run, never absolute times, as a table and, with --json, a file.

    python -m tests.bench [load|overview] [--rows 1000000] [--pairs 3] [--kpi-rows 1000000] [--json FILE]

`load`: mentions, everything on, against DuckDB's bare all-text read of the same file into a file store; a second export of
which every row is there already, against the first; the undo of that upload, against its load.
`overview`: the Overview's KPIs over 70 weeks, and `unique_authors` alone, at five times the mentions.

Each ratio is given by the clock and in processor seconds: of a machine that others share, the latter say more. DuckDB's main
thread turns while another works, so that processor seconds count work on one core nearly twice.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
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


@dataclass(frozen=True)
class Spent:
    """What one process spent: seconds by the clock, of all its processors, and its peak memory in MB."""

    clock: float
    processor: float
    peak: float


@dataclass(frozen=True)
class Measured:
    """One line of the table: medians of ratios of pairs that ran one after the other."""

    work: str
    against: str
    clock: float
    processor: float
    aim: float
    pairs: int
    seconds: float  # of the work, by the clock
    processor_seconds: float
    peak: float  # MB


def child(code: str, *arguments: str) -> Spent:
    """Run code in a process of its own; it prints what it spent last."""
    done = subprocess.run([sys.executable, "-c", CLOCK + code, *arguments], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return Spent(**json.loads(done.stdout.splitlines()[-1]))


def measured(work: str, against: str, pairs: list[tuple[Spent, Spent]], *, aim: float) -> Measured:
    """The ratios of the first to the second of each pair."""
    return Measured(
        work,
        against,
        round(statistics.median(one.clock / other.clock for one, other in pairs), 3),
        round(statistics.median(one.processor / other.processor for one, other in pairs), 3),
        aim,
        len(pairs),
        round(statistics.median(one.clock for one, _ in pairs), 3),
        round(statistics.median(one.processor for one, _ in pairs), 3),
        round(max(one.peak for one, _ in pairs)),
    )


CLOCK = """
import json, resource, sys, time
from datetime import date
from pathlib import Path
begun = [0.0, 0.0]
def start():
    begun[:] = time.perf_counter(), time.process_time()
def stop(runs=1):
    clock, processor = time.perf_counter() - begun[0], time.process_time() - begun[1]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"clock": clock / runs, "processor": processor / runs, "peak": peak}))
"""

BARE = """
import duckdb
source, target = sys.argv[1:]
con = duckdb.connect(target, config={"memory_limit": "700MB"})
start()
con.execute(f"create table bare as select * from read_csv('{source}', all_varchar=true, header=true, delim=',', quote='\\"', escape='\\"')")
con.execute("checkpoint")
con.close()
stop()
"""

FULL = """
from data.migrations import open_store
from loaders.load import load
source, target = map(Path, sys.argv[1:])
store = open_store(target)
start()
receipt = load(store, source, name=source.name, who="bench", origin="bench")
store.close()
stop()
assert receipt.status == "loaded" and receipt.read == receipt.kept + receipt.folded + receipt.rejected, receipt
"""

UNDO = """
from data import ledger
from data.migrations import open_store
store = open_store(Path(sys.argv[1]))
upload = store.value("select arg_max(upload_id, seq) from uploads")
start()
ledger.withdraw(store, upload, who="bench")
store.close()
stop()
"""

KPIS = """
from data.migrations import open_store
from kpis.compute import compute
from kpis.engine.scope import Scope
store = open_store(Path(sys.argv[1]))
scope = Scope(since=date(2025, 7, 14), until=date(2026, 11, 15), brands=(), today=date(2026, 11, 18), role="senior")
for turn in range(6):
    if turn == 1:
        start()
    for kpi in sys.argv[2].split(","):
        compute(store, kpi, scope, grain="week")
stop(5)
store.close()
"""


def write_again(source: Path, path: Path) -> None:
    """The same mentions as a later export gives them: every fiftieth has had more engagement since."""
    con = duckdb.connect()
    con.execute(
        f"""
        copy (
            select * replace (case when hash("URL") % 50 = 0 then "Engagements" + 1 else "Engagements" end as "Engagements")
            from read_csv('{source}', types = {{'Engagements': 'bigint'}}, header = true, all_varchar = false)
        ) to '{path}' (header, delimiter ',', timestampformat '%Y-%m-%d %H:%M:%S')
        """
    )
    con.close()


def bench_load(rows: int, pairs: int) -> list[Measured]:
    folder = Path(tempfile.mkdtemp())
    source, again = folder / "mentions.csv", folder / "again.csv"
    write_mentions(source, rows)
    write_again(source, again)
    loads, overlaps, undone = [], [], []
    for turn in range(pairs + 1):
        bare = child(BARE, str(source), str(folder / f"bare{turn}.duckdb"))
        target = folder / f"store{turn}" / "full.duckdb"
        full = child(FULL, str(source), str(target))
        if turn:  # the first pair warms the file cache
            second = child(FULL, str(again), str(target))
            loads.append((full, bare))
            overlaps.append((second, full))
            undone.append((child(UNDO, str(target)), second))
        shutil.rmtree(target.parent)
    size = source.stat().st_size / 1e6
    shutil.rmtree(folder)
    return [
        measured(f"load of {rows:,} mentions ({size:.0f} MB)", "bare all-text read", loads, aim=2.0),
        measured("load of the same, every row overlaps", "the first load", overlaps, aim=1.3),
        measured("undo of that upload", "its load", undone, aim=0.5),
    ]


def bench_overview(rows: int) -> list[Measured]:
    folder = Path(tempfile.mkdtemp())
    asked = {
        "Overview's KPIs over 70 weeks": (DIRECTOR, 1.2),
        "unique_authors over 70 weeks": (("unique_authors",), 1.5),
    }
    spent: dict[str, list[Spent]] = {name: [] for name in asked}
    for size in (5 * rows, rows):
        source, target = folder / f"{size}.csv", folder / str(size) / "store.duckdb"
        write_mentions(source, size)
        child(FULL, str(source), str(target))
        source.unlink()
        for name, (kpis, _) in asked.items():
            spent[name].append(child(KPIS, str(target), ",".join(kpis)))
    shutil.rmtree(folder)
    return [
        measured(f"{name}, {5 * rows:,} mentions", f"{rows:,}", [(large, small)], aim=asked[name][1])
        for name, (large, small) in spent.items()
    ]


def table(lines: list[Measured]) -> str:
    """The lines as a table in Markdown."""
    head = ("work", "against", "by the clock", "processor", "aim", "seconds", "processor seconds", "peak MB")
    rows = [
        (
            one.work,
            one.against,
            f"{one.clock:.2f} ×",
            f"{one.processor:.2f} ×",
            f"{one.aim} ×",
            f"{one.seconds:.2f}",
            f"{one.processor_seconds:.2f}",
            f"{one.peak:.0f}",
        )
        for one in lines
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("which", nargs="?", choices=("load", "overview"))
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--kpi-rows", type=int, default=1_000_000, help="of the smaller store of the KPIs")
    parser.add_argument("--pairs", type=int, default=3, help="after a first one that warms the file cache")
    parser.add_argument("--json", type=Path, help="write the table there too")
    given = parser.parse_args()
    lines = []
    if given.which in (None, "load"):
        lines += bench_load(given.rows, given.pairs)
    if given.which in (None, "overview"):
        lines += bench_overview(given.kpi_rows)
    print(table(lines))
    if given.json is not None:
        given.json.write_text(json.dumps([asdict(one) for one in lines], indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
