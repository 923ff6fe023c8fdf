"""Publishes the tables into a folder: written aside, then put in their places, so that no reader finds half a file.

What fails before that (a disk that is full, a folder that takes no writing) leaves the files of before as they were. The
manifest is put in place last: whoever compares its hashes knows that all tables are of one moment.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import mkdtemp
from zoneinfo import ZoneInfo

import pyarrow.parquet as parquet

from commands.publishing import tables
from commands.publishing.columns import LOCAL, TABLES, Table
from data.access import reading
from data.access.acting import APPROVER, current
from data.access.door import LIMITED, require
from data.cells import CsvWriter
from data.decisions import published
from data.sentences import Refusal
from data.store import Store, time_zone
from locales import translator

VERSION = 1  # of the tables and their columns
DICTIONARY = "dictionary"
_turn = threading.Lock()  # one publication at a time


class Stopped(Exception):
    """The store closes: nothing was published."""


class Changed(Exception):
    """The store was written to meanwhile: nothing was published."""


@dataclass(frozen=True)
class Published:
    """`rows`: table -> rows. `span`: the weeks of figures; None where nothing is covered."""

    folder: Path
    rows: dict[str, int]
    span: tables.Span | None


def publish(
    store: Store,
    folder: Path,
    *,
    scored_weeks: int = tables.SCORED_WEEKS,
    is_stopped: Callable[[], bool] = lambda: False,
    today: date | None = None,
) -> Published:
    """Publish every table into a folder that is there. `today`: default the day in the organisation's time zone.

    Raises Refusal for whoever is no approver or is limited to some brands, and where the folder cannot be written;
    Changed where the store was written to meanwhile; Stopped.
    """
    require(current(), APPROVER)
    if store.limited_to is not None:
        raise Refusal(LIMITED)
    published.remember(store, folder, who=current().name)
    with _turn:
        version = store.version

        def look_up() -> None:
            if is_stopped():
                raise Stopped
            if store.version != version:
                raise Changed

        day = today or datetime.now(UTC).astimezone(ZoneInfo(time_zone(store))).date()
        asked = tables.Asked(store, tables.span(store, day), day, scored_weeks, look_up)
        _check_place(folder)
        try:
            done = _publish(asked, folder, look_up)
        except OSError as error:
            raise Refusal(
                "The tables cannot be published into {folder}: {reason}. The files of before are as they were; make room, or "
                "give this program the right to write there.",
                folder=str(folder),
                reason=error.strerror or str(error),
            ) from error
    reading.note(store, "export", {"published": str(folder), "tables": [one.name for one in TABLES]})
    return done


def _check_place(folder: Path) -> None:
    """Raises Refusal for a folder that is gone, and for one with files of these names that are not published ones."""
    if not folder.is_dir():
        raise Refusal(
            "The folder {folder} is gone: the tables were not published. Make it, or connect the disk that it is on.",
            folder=str(folder),
        )
    if (folder / published.MANIFEST).exists():
        return
    foreign = next((name for name in _names() if (folder / name).exists()), None)
    if foreign is not None:
        raise Refusal(
            "{folder} holds a file {name} that was not published from here: name a folder of its own, or move that file.",
            folder=str(folder),
            name=foreign,
        )


def _names() -> tuple[str, ...]:
    """The files of a publication, in the order in which they are put in place."""
    of_tables = [f"{one.name}.{form}" for one in TABLES for form in ("parquet", "csv")]
    return (*of_tables, *(f"{DICTIONARY}.{form}" for form in ("json", "csv", "md")), published.MANIFEST)


def _publish(asked: tables.Asked, folder: Path, look_up: Callable[[], None]) -> Published:
    for left in folder.glob(f"{published.MAKING}*"):  # of a process that was killed
        shutil.rmtree(left, ignore_errors=True)
    making = Path(mkdtemp(prefix=published.MAKING, dir=folder))  # 0700
    try:
        rows = {table.name: _write(table, asked, making) for table in TABLES}
        _write_dictionary(making)
        told = _manifest(asked, rows, making)
        (making / published.MANIFEST).write_text(json.dumps(told, ensure_ascii=False, indent=2), encoding="utf-8")
        for name in _names():
            (making / name).chmod(0o600)
        with asked.store.alone():  # whoever is erased from now on is erased from these files too
            look_up()
            _put_in_place(making, folder, stale=_stale(folder))
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return Published(folder, rows, asked.span)


def _write(table: Table, asked: tables.Asked, making: Path) -> int:
    """Write a table in both forms; returns its rows."""
    count = 0
    with (
        parquet.ParquetWriter(making / f"{table.name}.parquet", table.schema, compression="zstd") as columns,
        (making / f"{table.name}.csv").open("w", encoding="utf-8-sig", newline="", errors="replace") as file,
    ):
        lines = CsvWriter(file)
        lines.row(table.schema.names)
        for batch in tables.batches(table, asked):
            columns.write_batch(batch)
            for row in tables.rows_of(batch):
                lines.row(_cell(value) for value in row)
            count += batch.num_rows
    return count


def _cell(value: object) -> object:
    """As every reader of CSV takes it: numbers with a point, true and false, days and moments as ISO 8601 writes them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def _write_dictionary(making: Path) -> None:
    rows = [row for table in TABLES for row in dictionary(table)]
    (making / f"{DICTIONARY}.json").write_text(json.dumps(rows, ensure_ascii=False, indent=2), encoding="utf-8")
    with (making / f"{DICTIONARY}.csv").open("w", encoding="utf-8-sig", newline="") as file:
        lines = CsvWriter(file)
        lines.row(rows[0])
        for row in rows:
            lines.row(row.values())
    (making / f"{DICTIONARY}.md").write_text(described(), encoding="utf-8")


def dictionary(table: Table) -> list[dict[str, object]]:
    """One row per column: table, column, type, unit, time zone, whether it is part of the key, meaning in both languages."""
    french = translator("fr")
    return [
        {
            "table": table.name,
            "column": one.name,
            "type": one.kind,
            "parquet_type": str(table.schema.field(one.name).type),
            "unit": one.unit,
            "unit_fr": french(one.unit),
            "time_zone": one.zone,
            "is_key": "yes" if one.name in table.key else "no",
            "meaning": one.meaning,
            "meaning_fr": french(one.meaning),
        }
        for one in table.columns
    ]


def described() -> str:
    """The dictionary for people, in French and in English."""
    lines = ["# Dictionnaire des données · Data dictionary", ""]
    for language in ("fr", "en"):
        say = translator(language)
        for table in TABLES:
            lines += [f"## {table.name} ({language})", "", say(table.meaning), ""]
            heads = (say("Column"), say("Type"), say("Unit"), say("Time zone"), say("Meaning"))
            lines += [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
            for one in table.columns:
                zone = say("that of the organisation") if one.zone == LOCAL else one.zone
                cells = (f"`{one.name}`", say(one.kind), say(one.unit), zone, say(one.meaning))
                lines.append(f"| {' | '.join(cells)} |")
            lines.append("")
    return "\n".join(lines)


def _manifest(asked: tables.Asked, rows: dict[str, int], making: Path) -> dict[str, object]:
    weeks = asked.span
    return {
        "program": "e-reputation",
        "version": VERSION,
        "published_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "as_of": asked.today.isoformat(),
        "time_zone": time_zone(asked.store),
        "weeks": None
        if weeks is None
        else {
            "from": weeks.since.isoformat(),
            "to": weeks.until.isoformat(),
            "last_is_complete": weeks.is_complete,
            "of_verdicts": len(weeks.mondays[-asked.scored_weeks :]),
        },
        "tables": rows,
        "files": {name: _sha256(making / name) for name in _names() if name != published.MANIFEST},
    }


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _stale(folder: Path) -> list[str]:
    """The files of the publication before that this one does not have: of an earlier version of the program."""
    try:
        told = json.loads((folder / published.MANIFEST).read_text(encoding="utf-8"))
        named = list(told["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return []
    plain = [name for name in named if isinstance(name, str) and Path(name).name == name and not name.startswith(".")]
    return [name for name in plain if name not in _names() and (folder / name).is_file()]


def _put_in_place(making: Path, folder: Path, *, stale: Iterable[str]) -> None:
    """Put every file in its place, each at once, and take the stale ones away; where one cannot be, all are as before."""
    before = making / "before"
    before.mkdir()
    placed: list[str] = []
    try:
        for name in _names():
            _keep(folder / name, before / name)
            os.replace(making / name, folder / name)
            placed.append(name)
        for name in stale:
            (folder / name).unlink()
    except OSError:
        for name in placed:
            with suppress(OSError):
                if (before / name).exists():
                    os.replace(before / name, folder / name)
                else:
                    (folder / name).unlink()
        raise


def _keep(path: Path, beside: Path) -> None:
    """The same file under a second name, while the first one goes on being read."""
    if not path.exists():
        return
    try:
        os.link(path, beside)
    except OSError:  # a file system without a second name
        shutil.copyfile(path, beside)
