"""`make bench-screens`: how long each screen takes beside a bare Streamlit page, in a real Chromium, alternating.

The bare page has a title, eight metrics and one Plotly chart. Every line is a ratio of medians of one run: a machine that is
busy is busy for both. Screens are timed from the click on the address until they stand still.

    python -m tests.bench_screens [--repeats 5] [--store FILE] [--mentions 1000000] [--only seen,week …]

seen    a view that was opened before
week    a week that nobody opened
brand   a brand that nobody opened
network a network that nobody opened
write   the first look after a file of one mention was loaded
start   a server's start to its first figure
Without --store the demonstration is loaded first; it may not be about the present day. No time is asserted.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from data.migrations import open_store
from loaders.load import load
from tests.bench import write_mentions
from tests.browser import serving

ROOT = Path(__file__).parent.parent
PATIENCE = 300  # seconds for a screen
SCREENS = ("overview", "objectives", "visibility", "sentiment", "relation", "activity", "crisis", "mentions", "sources")
AFTER_A_WRITE = ("overview", "objectives")
TARGETS = {"seen": 2, "week": 3, "brand": 3, "network": 3, "write": 4}
MONDAY, BRAND, OTHERS, NETWORKS = date(2026, 9, 21), "Aurelle", ("Velmont", "Karsa"), ("facebook", "news", "x", "forum")
BARE = """
import plotly.graph_objects as go
import streamlit as st
st.set_page_config(layout="wide")
st.title("Bare")
for at, column in enumerate(st.columns(4) + st.columns(4)):
    column.metric(f"Figure {at}", at, 1)
st.plotly_chart(go.Figure(go.Scatter(x=list(range(13)), y=[one * one for one in range(13)])))
"""
# the moment since which the page stands still, in milliseconds of its own clock; null while it does not
STILL = """() => {
    const app = document.querySelector('[data-testid=stApp]');
    const drawn = document.querySelectorAll('[data-testid=stElementContainer]').length;
    const whole = app && app.dataset.testScriptState === 'notRunning' && drawn > 3
        && !document.querySelector('[data-testid=stSkeleton], [data-stale=true]');
    const now = performance.now(), told = `${drawn} ${document.body.innerText.length}`;
    if (!whole || window.told !== told) { window.told = told; window.since = whole ? now : null; return null; }
    return now - window.since > 300 ? window.since : null;
}"""


def opened(page, address: str) -> float:
    """Seconds from asking for an address until the page stands still."""
    page.goto(address, wait_until="commit")
    last = time.monotonic() + PATIENCE
    while (since := page.evaluate(STILL)) is None:
        if time.monotonic() > last:
            raise TimeoutError(f"{address} does not stand still")
        page.wait_for_timeout(20)
    return since / 1000


@contextmanager
def bare(folder: Path) -> Iterator[str]:
    """The address of the bare page."""
    script = folder / "bare.py"
    script.write_text(BARE)
    port = serving.free_port()
    options = ["--server.port", str(port), "--server.headless", "true", "--browser.gatherUsageStats", "false"]
    with (folder / "bare.log").open("wb") as out:
        command = [sys.executable, "-m", "streamlit", "run", str(script), *options]
        server = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out)
        try:
            serving._await(f"http://127.0.0.1:{port}/_stcore/health", server, folder / "bare.log", 600)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def beside(page, there: str, address: Callable[[int], str], repeats: int, before: Callable[[], None] | None) -> str:
    """A row of the table: the ratio of the medians, and both medians."""
    ours, theirs = [], []
    for turn in range(repeats):
        theirs.append(opened(page, there))
        if before is not None:
            before()
        ours.append(opened(page, address(turn)))
    found, against = statistics.median(ours), statistics.median(theirs)
    return f"{found / against:.1f} × | {found:.2f} | {against:.2f}"


def link(here: str, screen: str, *, monday: date = MONDAY, brand: str = BRAND, **more: str) -> str:
    values = {"brand": brand, "since": monday, "until": monday + timedelta(days=6), "lang": "fr", **more}
    return f"{here}/{'' if screen == 'overview' else screen}?" + "&".join(f"{k}={v}" for k, v in values.items())


def write_one(store: Path, folder: Path) -> None:
    """Load one more mention through the command line, which the server answers."""
    file = folder / "one.csv"
    file.write_text(f'Date,Brand,Channel,Text\n2026-09-22 10:00:00,{BRAND},Forum,"Avis {time.time_ns()}"\n')
    environment = {**os.environ, "EREPUTATION_STORE": str(store)}
    command = [sys.executable, "-m", "loaders", str(file)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)


def prepared(folder: Path, given: Path | None, mentions: int) -> Path:
    """A copy of the given store, or of the demonstration, with so many mentions more."""
    store = folder / "store" / "e-reputation.duckdb"
    store.parent.mkdir()
    if given is not None:
        shutil.copyfile(given, store)
        if given.with_suffix(".figures").exists():  # as a server finds them that was started again
            shutil.copyfile(given.with_suffix(".figures"), store.with_suffix(".figures"))
    else:
        environment = {**os.environ, "EREPUTATION_STORE": str(store)}
        subprocess.run(
            [sys.executable, "-m", "data", "demo"], cwd=ROOT, env=environment, check=True, capture_output=True
        )
    if mentions:
        write_mentions(folder / "more.csv", mentions)
        opening = open_store(store)
        load(opening, folder / "more.csv", name="more.csv", who="bench", origin="bench")
        opening.close()
    return store


def start(store: Path, folder: Path) -> str:
    """Seconds from the start of a server to its first figure on a page, beside those of the bare page."""

    def first(serve) -> float:
        began = time.perf_counter()
        with serve as here, serving.browsing() as page:
            page.goto(here, wait_until="commit")
            page.wait_for_selector("[class*=st-key-card-], [data-testid=stMetricValue]", timeout=180_000)
            return time.perf_counter() - began

    ours, theirs = first(serving.served(store, seconds=600)), first(bare(folder))
    return f"{ours / theirs:.1f} × | {ours:.2f} | {theirs:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--mentions", type=int, default=0)
    parser.add_argument("--screens", default=",".join(SCREENS))
    parser.add_argument("--only", default="start,seen,week,brand,network,write")
    asked = parser.parse_args()
    kinds, screens = asked.only.split(","), asked.screens.split(",")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        store = prepared(folder, asked.store, asked.mentions)
        print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
        print("| | screen | ratio (target) | seconds | bare page |\n|---|---|---|---|---|")
        if "start" in kinds:
            print(f"| start | first figure | {start(store, folder)} |", flush=True)
        with (
            serving.served(store, seconds=600) as here,
            bare(folder) as there,
            serving.browsing(width=1440, height=2300) as page,
        ):
            opened(page, there)
            opened(page, link(here, "overview"))
            weeks = iter(MONDAY - timedelta(weeks=back) for back in range(1, 60))
            for kind in [one for one in kinds if one != "start"]:
                for screen in AFTER_A_WRITE if kind == "write" else screens:
                    if screen not in screens:
                        continue
                    views = {
                        "seen": lambda turn, screen=screen: link(here, screen),
                        "week": lambda turn, screen=screen: link(here, screen, monday=next(weeks)),
                        "brand": lambda turn, screen=screen: link(
                            here, screen, brand=OTHERS[turn % 2], monday=next(weeks)
                        ),
                        "network": lambda turn, screen=screen: link(here, screen, channel=NETWORKS[turn % 4]),
                        "write": lambda turn, screen=screen: link(here, screen),
                    }
                    if kind == "seen":
                        opened(page, views[kind](0))
                    before = (lambda: write_one(store, folder)) if kind == "write" else None
                    row = beside(page, there, views[kind], asked.repeats, before)
                    ratio, rest = row.split(" |", 1)
                    print(f"| {kind} | {screen} | {ratio} (≤ {TARGETS[kind]}) |{rest} |", flush=True)


if __name__ == "__main__":
    main()
