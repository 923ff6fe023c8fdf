"""kill -9 while a store is worked with: at a random moment, or at a random step of the file system.

Each trial is a process that works and is killed, then one that opens the store and looks: everything told as done is there,
nothing is half, each upload has its raw file, each backup with a name is whole. Both are forked from this process, which
imports the program and opens no store, so that a trial costs no start of Python.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import zstandard

from commands.safekeeping import integrity
from data.backups import manifest, restoring, shelf
from data.backups.copying import tables_held
from data.migrations import SCHEMA_VERSION, open_store
from tests.torture import work
from tests.torture.table import Row

TRIALS = 220  # of the long form
AFRESH = 25  # trials on one store
KINDS = ("load", "undo", "correct", "settle", "backup", "report")
MIXED = (*KINDS[:-1], *KINDS[:-1], "load", "load", "report")
STORES = Path(__file__).parents[1] / "data" / "stores"


def run(trials: int | None = None) -> Iterator[Row]:
    """A row per kind of work that was killed, and one of all."""
    trials = trials or TRIALS
    with tempfile.TemporaryDirectory(prefix="torture-") as place:
        yield from _mixed(Path(place), trials)
        if trials >= 10:  # the short form has tests of its own for both
            yield _migrations(Path(place), trials // 10)
            yield _restores(Path(place), trials // 10)


def _mixed(place: Path, trials: int) -> Iterator[Row]:
    chance = random.Random(trials)
    made = place / "made"
    made.mkdir()
    forked(lambda: work.first(made / "e-reputation.duckdb"))
    killed: Counter[str] = Counter()
    faults: list[str] = []
    store, log = place / "mixed" / "e-reputation.duckdb", place / "log"
    for trial in range(trials):
        if trial % AFRESH == 0:
            shutil.rmtree(store.parent, ignore_errors=True)
            shutil.copytree(made, store.parent)
        log.unlink(missing_ok=True)
        # each kind has its trials; in the others kinds follow one another
        kinds = (KINDS[trial // 2 % len(KINDS)],) if trial % 2 else MIXED
        seed = chance.randrange(1 << 30)
        steps = chance.randrange(1, 60) if trial % 3 == 0 else None
        _killed(
            lambda kinds=kinds, seed=seed, steps=steps: work.worked(store, log, kinds, seed),
            log,
            after=chance.uniform(0.0, 2.5),
            steps=steps,
        )
        told = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
        killed[told[-1][1] if told and told[-1][0] == "begin" else "open"] += 1
        faults += [f"trial {trial}: {one}" for one in forked(lambda told=told: _looked(store, told))]
    for one in faults:
        print(one, file=sys.stderr)
    for kind, count in sorted(killed.items()):
        yield Row(f"kill -9 in {kind}", count, "in the last row of these", True)
    yield Row("kill -9 in all", trials, _sorted(faults), not faults)


def _sorted(faults: list[str]) -> str:
    counts = Counter(next((word for word in ("lost", "half", "raw") if word in one), "other") for one in faults)
    other = f", {counts['other']} other" if counts["other"] else ""
    return f"{counts['lost']} lost, {counts['half']} half, {counts['raw']} raw files missing{other}"


def _looked(path: Path, told: list[list[str]]) -> list[str]:
    """What is wrong with a store after a kill."""
    began = time.monotonic()
    store = open_store(path)
    wrong = []
    if time.monotonic() - began > 5:
        wrong.append("other: more than 5 s to open")
    left = [one.name for one in (*store.work.iterdir(), *store.files.glob("*.part"))]
    if left:
        wrong.append(f"other: left over {left[:3]}")
    status = {row["sha256"]: row["status"] for row in store.rows("select sha256, status from uploads order by seq")}
    withdrawn = {row["upload_id"] for row in store.rows("select upload_id from uploads where status = 'withdrawn'")}
    done = [(one[1], one[2]) for one in told if one[0] == "done" and one[2]]
    for kind, what in done:
        if kind == "load" and what not in status:
            wrong.append(f"lost: load {what[:8]}")
        if kind == "undo" and what not in withdrawn:
            wrong.append(f"lost: undo {what}")
        if kind == "correct" and not store.value(
            "select count(*) from mention_corrections where correction = ?", [int(what)]
        ):
            wrong.append(f"lost: correction {what}")
        if kind == "report" and not store.value("select count(*) from issued_reports where report = ?", [int(what)]):
            wrong.append(f"lost: report {what}")
        # of one day the latest backup is kept: a later one, even one that was named and not told of, may have replaced it
        if kind == "backup" and max((one.name for one in shelf.listed(path)), default="") < what:
            wrong.append(f"lost: backup {what}")
    for one in shelf.listed(path)[:2]:
        held = manifest.read(one.path)
        wrong += ["half: a backup without manifest"] if held is None else [f"half: {fault}" for fault in manifest.faults(one.path, held)]  # fmt: skip
    for finding in integrity.findings(store):
        kind = "raw" if "raw file" in str(finding.told) else "half"
        wrong.append(f"{kind}: {finding.told}")
    unknown = {one.name[:8] for one in store.files.glob("*.zst")} - {sha256[:8] for sha256 in status}
    if unknown:
        wrong.append(f"other: raw files of no upload {unknown}")
    store.close()
    return wrong


def _migrations(place: Path, trials: int) -> Row:
    """Kills while a store of an earlier version is brought up to date: it opens afterwards, with the same figures."""
    chance, faults = random.Random(2), []
    known = sorted(STORES.glob("*.zst"))
    for trial in range(trials):
        path = place / f"old{trial}" / "e-reputation.duckdb"
        path.parent.mkdir()
        kept = known[trial % len(known)]
        path.write_bytes(zstandard.ZstdDecompressor().decompress(kept.read_bytes()))
        steps = chance.randrange(1, 60) if trial % 2 else None
        _killed(lambda path=path: open_store(path).close(), None, after=chance.uniform(0.0, 0.8), steps=steps)
        faults += [f"trial {trial}, {kept.name}: {one}" for one in forked(lambda path=path: _updated(path))]
        shutil.rmtree(path.parent)
    for one in faults:
        print(one, file=sys.stderr)
    return Row("kill -9 in an update", trials, f"{len(faults)} not opened or half", not faults)


def _updated(path: Path) -> list[str]:
    store = open_store(path)
    wrong = [] if store.value("select max(schema_version) from store_info") == SCHEMA_VERSION else ["half: version"]
    if store.value("select count(*) from mentions") < 100 or not store.value("select sum(mentions) from mention_days"):
        wrong.append("lost: mentions")
    wrong += [f"half: {one.told}" for one in integrity.findings(store) if "raw file" not in str(one.told)]
    store.close()
    return wrong


def _restores(place: Path, trials: int) -> Row:
    """Kills while a backup is restored: the store is the one of before or the one of the backup."""
    chance, faults, made = random.Random(3), [], place / "two"
    made.mkdir()
    store = made / "e-reputation.duckdb"
    forked(lambda: work.first(store))
    before, after = forked(lambda: _two_states(store))
    for trial in range(trials):
        here = place / "restored" / store.name
        shutil.rmtree(here.parent, ignore_errors=True)
        shutil.copytree(made, here.parent)
        steps = chance.randrange(1, 60) if trial % 2 else None
        _killed(
            lambda here=here: restoring.restore(here, restoring.chosen(here, "latest")),
            None,
            after=chance.uniform(0.0, 0.3),
            steps=steps,
        )
        (found,) = forked(lambda here=here: [_state(here)])
        if found not in (before, after):
            faults.append(f"trial {trial}: {found} is neither {before} nor {after}")
    for one in faults:
        print(one, file=sys.stderr)
    return Row("kill -9 in a restore", trials, f"{len(faults)} neither before nor after", not faults)


def _two_states(path: Path) -> list[str]:
    """A backup, then a change: the states of the backup and of the store."""
    store = open_store(path)
    work.KINDS["backup"](store, random.Random(1))
    store.close()
    backup = _state(path)
    store = open_store(path)
    work.KINDS["load"](store, random.Random(5))
    store.close()
    return [backup, _state(path)]


def _state(path: Path) -> str:
    store = open_store(path)
    with store.reading() as cursor:
        held = tables_held(cursor)
    lacking = store.value("select count(*) from uploads where status = 'loaded'") - sum(
        (store.files / f"{row['sha256']}.zst").exists()
        for row in store.rows("select sha256 from uploads where status = 'loaded'")
    )
    store.close()
    return f"{held['uploads'].hash} {held['mention_records'].hash} lacking {lacking}"


def _killed(act: Callable[[], object], log: Path | None, *, after: float, steps: int | None) -> None:
    """Run in a process that is killed `after` seconds after it began to work, or at the so-many-eth step of its files."""
    child = os.fork()
    if child == 0:
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            if steps is not None:
                _kill_at(steps, log)
            act()
        finally:
            os._exit(0)
    if steps is None:
        last = time.monotonic() + 20
        while log is not None and not log.exists() and time.monotonic() < last:
            time.sleep(0.005)
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    else:
        last = time.monotonic() + 60
        while time.monotonic() < last:
            if os.waitpid(child, os.WNOHANG)[0]:
                return
            time.sleep(0.01)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _kill_at(steps: int, log: Path | None) -> None:
    """Have this process killed at a step: an opening for writing, a link, a rename, a removal, a new folder."""
    left = [steps]

    def step(event: str, given: tuple) -> None:
        if event not in ("os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "shutil.copyfile") and not (
            event == "open" and isinstance(given[1], str) and set(given[1]) & set("wax+")
        ):
            return
        if log is not None and not log.exists():
            return
        left[0] -= 1
        if left[0] <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(step)


def forked(act: Callable[[], list | None]) -> list:
    """What a function gives, run in a process of its own; its traceback as a fault where it fails."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            try:
                told = act() or []
            except BaseException:
                told = [f"other: {traceback.format_exc()}"]
            with os.fdopen(writing, "w") as target:
                json.dump(told, target)
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as source:
        text = source.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else ["other: the process that looked ended"]
