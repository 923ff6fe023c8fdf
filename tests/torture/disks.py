"""A full disk, a disk that is only read, a clock set back, a damaged store and one of a newer version.

Small disks are mounted, which root may; without that the rows of disks are left out.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import data.ledger
import loaders.load
from commands.safekeeping import integrity
from data.backups import making, restoring, shelf
from data.migrations import open_store
from data.sentences import Refusal
from data.store import Store
from loaders.load import load
from tests.torture import work
from tests.torture.kills import forked
from tests.torture.table import Row

TRIALS = 24  # of each row
NAME = "e-reputation.duckdb"


def run(trials: int | None = None) -> Iterator[Row]:
    trials = trials or TRIALS
    with tempfile.TemporaryDirectory(prefix="torture-") as folder:
        place = Path(folder)
        made = place / "made"
        made.mkdir()
        forked(lambda: work.first(made / NAME))
        forked(lambda: _backed_up(made / NAME))
        for what, trial in (
            ("load on a disk that fills up", _fills_up),
            ("backup on a disk that fills up", _backup_fills_up),
            ("store on a disk that is read-only", _read_only),
            ("clock set back by 30 days", _clock_back),
            ("store damaged at random", _damaged),
            ("store of a newer version", _newer),
        ):
            yield _row(what, trial, made, place, trials)


def _row(what: str, trial, made: Path, place: Path, trials: int) -> Row:
    faults, count = [], 0
    for number in range(trials):
        here = place / "here"
        shutil.rmtree(here, ignore_errors=True)
        found = forked(lambda number=number, here=here: trial(made, here, random.Random(1000 + number)))
        if found == ["skipped"]:
            continue
        count += 1
        faults += [f"{what}, trial {number}: {one}" for one in found]
    for one in faults:
        print(one, file=sys.stderr)
    return Row(what, count, f"{len(faults)} lost, half or without a sentence", not faults)


def _backed_up(path: Path) -> None:
    store = open_store(path)
    making.make(store, "by hand")
    store.close()


@contextmanager
def _small_disk(folder: Path, megabytes: int) -> Iterator[bool]:
    folder.mkdir(parents=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    try:
        yield done.returncode == 0
    finally:
        if done.returncode == 0:
            subprocess.run(["umount", "-l", str(folder)], check=True)


def _fill(folder: Path, leave: int) -> Path:
    """Fill a disk but for so many bytes; the file that fills it."""
    path = folder / "filling"
    with path.open("wb") as target, suppress(OSError):
        target.write(bytes(max(0, shutil.disk_usage(folder).free - leave)))
    return path


def _fills_up(made: Path, here: Path, chance: random.Random) -> list[str]:
    with _small_disk(here, 40) as is_mounted:
        if not is_mounted:
            return ["skipped"]
        path = Path(shutil.copytree(made, here / "store")) / NAME
        shutil.rmtree(shelf.folder(path))
        store, wrong = open_store(path), []
        filling = _fill(here, chance.randrange(0, 3_000_000))
        given = Path(tempfile.mkdtemp()) / "mentions.csv"
        head, rows = work.export(chance).split("\n", 1)
        more = [work.export(chance).split("\n", 1)[1] for _ in range(chance.randrange(1, 60))]
        given.write_text("\n".join([head, rows]) + "".join(more), encoding="utf-8")
        try:
            done = load(store, given, name="mentions.csv", who="test", origin="test")
        except Exception as error:
            return [f"raised {error!r}"]
        if done.status == "refused" and done.reason is None:
            wrong.append("refused without a sentence")
        loaded = [one["sha256"] for one in store.rows("select sha256 from uploads where status = 'loaded'")]
        if (done.sha256 in loaded) != (done.status == "loaded"):
            wrong.append(f"{done.status}, but the ledger says otherwise")
        store.close()
        filling.unlink()
        again = open_store(path)
        if done.status != "loaded":
            once_more = load(again, given, name="mentions.csv", who="test", origin="test")
            if once_more.status != "loaded":
                wrong.append(f"not loaded once there is room: {once_more.reason}")
        wrong += _unsound(again)
        again.close()
        shutil.rmtree(given.parent)
        return wrong


def _backup_fills_up(made: Path, here: Path, chance: random.Random) -> list[str]:
    with _small_disk(here, 60) as is_mounted:
        if not is_mounted:
            return ["skipped"]
        path = Path(shutil.copytree(made, here / "store")) / NAME
        before = [one.name for one in shelf.listed(path)]
        store, wrong = open_store(path), []
        _fill(here, chance.randrange(0, 14_000_000))
        making.ROOM = 0 if chance.random() < 0.7 else making.ROOM  # the room is taken by somebody else meanwhile
        try:
            making.make(store, "by hand")
        except Refusal:
            after = [one.name for one in shelf.listed(path)]
            left = [one.name for one in (*store.work.iterdir(), *shelf.folder(path).glob(".*"))]
            if after != before or left:
                wrong.append(f"left {left}, backups {after}")
        except Exception as error:
            wrong.append(f"raised {error!r}")
        (here / "filling").unlink()
        making.make(store, "by hand")
        store.close()
        return wrong + _unsound_file(path)


def _read_only(made: Path, here: Path, chance: random.Random) -> list[str]:
    with _small_disk(here, 60) as is_mounted:
        if not is_mounted:
            return ["skipped"]
        path = Path(shutil.copytree(made, here / "store")) / NAME
        subprocess.run(["mount", "-o", "remount,ro", str(here)], check=True)
        store, wrong = open_store(path), []
        if not store.value("select count(*) from mentions"):
            wrong.append("nothing to read")
        for kind in ("undo", "correct", "backup"):
            try:
                work.KINDS[kind](store, chance)
                wrong.append(f"{kind} was possible")
            except Refusal:
                pass
        store.close()
        return wrong


def _clock_back(made: Path, here: Path, chance: random.Random) -> list[str]:
    path = Path(shutil.copytree(made, here)) / NAME
    store, wrong = open_store(path), []
    back = timedelta(days=30)
    real = data.ledger.now
    data.ledger.now = loaders.load.now = lambda: real() - back  # the time of the ledger
    count = store.value("select count(*) from uploads")
    for kind in ("load", "undo", "load", "correct", "settle"):
        work.KINDS[kind](store, chance)
    if store.value("select count(*) from uploads") != count + 2:
        wrong.append("uploads were lost")
    made_at = datetime.now(UTC) - back
    done = making.make(store, "by hand", at=made_at)
    if shelf.listed(path, at=made_at)[0].name != done.name:
        wrong.append("the backup is not the latest")
    wrong += _unsound(store)
    store.close()
    return wrong


def _damaged(made: Path, here: Path, chance: random.Random) -> list[str]:
    path = Path(shutil.copytree(made, here)) / NAME
    content = bytearray(path.read_bytes())
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(content) - 16)
        content[at : at + 16] = chance.randbytes(16)
    if chance.random() < 0.2:
        del content[chance.randrange(len(content)) :]
    path.write_bytes(content)
    wrong = []
    try:
        store = open_store(path)
        try:
            with store.reading() as cursor:
                for (table,) in cursor.execute("select table_name from duckdb_tables() where not internal").fetchall():
                    cursor.execute(f"select count(*), sum(hash(t)::hugeint) from {table} t").fetchall()
        finally:
            store.close()
    except Refusal as refusal:
        if "damaged" not in str(refusal):
            wrong.append(f"told as {refusal}")
    except Exception as error:
        wrong.append(f"raised {error!r}")
    restoring.restore(path, restoring.chosen(path, "latest"))
    return wrong + _unsound_file(path)


def _newer(made: Path, here: Path, chance: random.Random) -> list[str]:
    path = Path(shutil.copytree(made, here)) / NAME
    if chance.random() < 0.5:
        store = Store(path)
        with store.writing() as cursor:
            cursor.execute("update store_info set schema_version = ?", [chance.randrange(100, 999)])
        store.close()
    else:
        content = bytearray(path.read_bytes())
        content[12] = chance.randrange(120, 250)  # the version of the file's form
        path.write_bytes(content)
    before = path.read_bytes()
    try:
        open_store(path).close()
        return ["opened"]
    except Refusal as refusal:
        told = str(refusal)
    wrong = [] if "newer version" in told or "damaged" in told else [f"told as {told}"]
    return wrong + ([] if path.read_bytes() == before else ["changed"])


def _unsound(store: Store) -> list[str]:
    return [str(one.told) for one in integrity.findings(store)]


def _unsound_file(path: Path) -> list[str]:
    store = open_store(path)
    found = _unsound(store)
    store.close()
    return found
