"""Several processes that load, undo and read one lake at once, and one that is killed again and again.

`python -m tests.data.lake.crowd NUMBER FOLDER SECONDS` is one of them, on the store of EREPUTATION_STORE.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from data import ledger
from data.lake.address import Lake
from data.migrations import open_store
from data.store import Store, store_path
from loaders.load import load
from tests.data.lake import exports

ROOT = Path(__file__).parents[3]
FILES = 1_000  # numbers of files of one process
# uploads whose records are not those that the ledger counts
HALF = """
    select count(*)
    from (
        select u.upload_id
        from uploads u
        left join mention_records r using (upload_id)
        where u.status = 'loaded'
        group by u.upload_id, u.kept, u.folded
        having count(r.record) <> u.kept + u.folded
    )
"""


@dataclass
class Crowd:
    """What the processes did. `loaded`: names of files that were loaded and not withdrawn, of those that were not killed."""

    loaded: set[str] = field(default_factory=set)
    loads: int = 0
    undone: int = 0
    looks: int = 0
    kills: int = 0
    faults: list[str] = field(default_factory=list)


def run(lake: Lake, folder: Path, *, processes: int, seconds: float, kill_every: float) -> Crowd:
    """Let them work for so long. One more process is killed every so many seconds, and begun again."""
    found = Crowd()
    workers = [_begin(lake, folder, number, seconds) for number in range(processes)]
    until, number, chance = time.monotonic() + seconds, processes, random.Random(5)
    while time.monotonic() + kill_every < until:
        victim = _begin(lake, folder, number, seconds)
        time.sleep(kill_every * chance.uniform(0.7, 1.0))
        victim.send_signal(signal.SIGKILL)
        victim.communicate()
        found.kills, number = found.kills + 1, number + 1
    for worker in workers:
        told, errors = worker.communicate(timeout=300)
        if worker.returncode:
            found.faults.append(errors[-2_000:])
        for line in told.splitlines():
            _count(found, json.loads(line))
    return found


def _count(found: Crowd, event: dict) -> None:
    match event["did"]:
        case "loaded":
            found.loaded.add(event["file"])
            found.loads += 1
        case "undone":
            found.loaded.discard(event["file"])
            found.undone += 1
        case "looked":
            found.looks += 1
            if event["half"]:
                found.faults.append(f"{event['half']} uploads were seen half")


def _begin(lake: Lake, folder: Path, number: int, seconds: float) -> subprocess.Popen:
    environment = {
        **os.environ,
        "EREPUTATION_STORE": f"{lake.shown} password={lake.password}",
        "EREPUTATION_LAKE": str(lake.folder),
        "EREPUTATION_LAKE_DATA": lake.data,
        "EREPUTATION_THREADS": "1",
    }
    command = [sys.executable, "-m", "tests.data.lake.crowd", str(number), str(folder), str(seconds)]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def work(store: Store, number: int, folder: Path, seconds: float) -> None:
    """Load, undo and look by chance until the time is over, and say each on a line."""
    chance, until, mine, at = random.Random(number), time.monotonic() + seconds, [], number * FILES
    while time.monotonic() < until:
        kind = chance.random()
        if kind < 0.5 or not mine:
            file = exports.written(folder, at, overlap=bool(mine))
            receipt = load(store, file, name=file.name, who=f"process {number}", origin="command line")
            assert receipt.status == "loaded", receipt.reason
            mine.append((receipt.upload_id, file.name))
            at += 1
            _say(did="loaded", file=file.name)
        elif kind < 0.7:
            upload, name = mine.pop(chance.randrange(len(mine)))
            ledger.withdraw(store, upload, who=f"process {number}")
            _say(did="undone", file=name)
        _say(did="looked", half=store.value(HALF))


def _say(**event: object) -> None:
    print(json.dumps(event), flush=True)


if __name__ == "__main__":
    opened = open_store(store_path())
    try:
        work(opened, int(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]))
    finally:
        opened.close()
