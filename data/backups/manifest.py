"""What a backup holds: written beside it, and compared with it before anything rests on it. It holds no text of anybody."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import zstandard

from data.backups.copying import Held, opened, sha256_of, tables_held
from data.backups.shelf import DATABASE, MANIFEST, RAW
from data.sentences import Refusal, Sentence, sentence
from data.store import StoreBusy


@dataclass(frozen=True)
class Manifest:
    """`tables`: name -> what it holds. `uploads`: upload -> hash of its file. `raw`: the hashes whose bytes are there.

    `engine`: the version of DuckDB, on which the hashes of tables rest. `sha256`: of the database file.
    """

    made_at: datetime
    kind: str
    schema_version: int
    engine: str
    sha256: str
    tables: dict[str, Held]
    uploads: dict[str, str]
    raw: tuple[str, ...]


def write(manifest: Manifest, folder: Path) -> None:
    """Write it down, safe from a power cut."""
    told = {**asdict(manifest), "made_at": manifest.made_at.isoformat()}
    with (folder / MANIFEST).open("w", encoding="utf-8") as target:
        json.dump(told, target, indent=1)
        target.flush()
        os.fsync(target.fileno())


def read(folder: Path) -> Manifest | None:
    """The manifest of a backup; None where it cannot be read."""
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        told["made_at"] = datetime.fromisoformat(told["made_at"])
        told["tables"] = {name: Held(**held) for name, held in told["tables"].items()}
        told["raw"] = tuple(told["raw"])
        return Manifest(**told)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def faults(folder: Path, manifest: Manifest) -> Iterator[Sentence]:
    """What of a backup is not as its manifest says: none where it is whole."""
    try:
        if sha256_of(folder / DATABASE) != manifest.sha256:
            yield sentence("The database of the backup {name} is not the one that was written.", name=folder.name)
            return
        with opened(folder / DATABASE) as cursor:
            held = tables_held(cursor)
    except (OSError, duckdb.Error, Refusal, StoreBusy) as error:
        yield sentence("The database of the backup {name} cannot be read: {error}.", name=folder.name, error=str(error))
        return
    for table in sorted(manifest.tables.keys() | held.keys()):
        then, now = manifest.tables.get(table), held.get(table)
        # another version of DuckDB hashes rows in another way
        is_same = then == now if manifest.engine == duckdb.__version__ else then and now and then.rows == now.rows
        if not is_same:
            yield sentence(
                "The table {table} of the backup {name} holds other rows than were written.",
                table=table,
                name=folder.name,
            )
    for sha256 in manifest.raw:
        if not is_raw(folder / RAW / f"{sha256}.zst", sha256):
            yield sentence(
                "The raw file {file} of the backup {name} is missing or damaged.", file=sha256[:8], name=folder.name
            )


def is_raw(path: Path, sha256: str) -> bool:
    """Whether a file holds, compressed, the bytes of that hash."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as source, zstandard.ZstdDecompressor().stream_reader(source) as reader:
            while block := reader.read(1 << 20):
                digest.update(block)
    except (OSError, zstandard.ZstdError):
        return False
    return digest.hexdigest() == sha256
