"""The folders that tables are published into, for the tools of others: the one that is kept up to date, and every other one.

EREPUTATION_PUBLISH names the folder that is written again after each write, else a setting does. Each folder that was ever
published into is remembered, so that whoever is erased can be taken out of its files too.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from weakref import WeakKeyDictionary

from data.access.acting import APPROVER, current
from data.access.door import require
from data.decisions import drop_folder
from data.private import BESIDE
from data.sentences import Refusal, Sentence
from data.store import Store, now, setting

FOLDER, KNOWN = "publish_folder", "published_folder"  # the settings: the standing one; one row per folder
VARIABLE = "EREPUTATION_PUBLISH"
OFF = "off"  # in the variable: no folder, whatever the setting says
MANIFEST = "publication.json"
OF_RECORDS = ("mentions.csv", "mentions.parquet")  # files that hold what people wrote, and who wrote it
MAKING = ".publishing-"  # how a folder begins whose files are not in their places yet


_problems: WeakKeyDictionary[Store, Sentence] = WeakKeyDictionary()


def tell(store: Store, problem: Sentence | None) -> None:
    """Say why the standing folder could not be written last; None: it was."""
    if problem is None:
        _problems.pop(store, None)
    else:
        _problems[store] = problem


def problem(store: Store) -> Sentence | None:
    """Why the standing folder could not be written last; None: it was, or nobody has tried yet."""
    return _problems.get(store)


def published_at(store: Store) -> datetime | None:
    """When the standing folder was written last, in UTC without zone; None where it was not, or cannot be read."""
    written = folder(store)
    try:
        told = json.loads((Path(written) / MANIFEST).read_text(encoding="utf-8")) if written else {}
        return datetime.fromisoformat(told["published_at"]).astimezone(UTC).replace(tzinfo=None)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def of_environment() -> str:
    """The folder that the environment names; OFF: none at all; '': the setting decides."""
    written = os.environ.get(VARIABLE, "").strip()
    return OFF if written.lower() == OFF else written


def folder(store: Store) -> str:
    """The folder that is written again after each write, as it was written; '' for none."""
    written = of_environment()
    return "" if written == OFF else written or setting(store, FOLDER, "")


def choose(store: Store, written: str, *, who: str) -> None:
    """Set the folder that is written again after each write, made where there is none; '': no folder.

    Raises Refusal for whoever is no approver, and where tables cannot be published there.
    """
    require(current(), APPROVER)
    if of_environment():
        raise Refusal(
            "{variable} is set where the dashboard is started: it alone names the folder of published tables.",
            variable=VARIABLE,
        )
    wished = written.strip()
    if wished:
        make(checked(wished, store))
    if setting(store, FOLDER, "") != wished:
        store.append("settings", {"name": FOLDER, "value": wished, "set_at": now(), "set_by": who})


def make(path: Path) -> None:
    """Make the folder, for this user alone, where there is none; never the folder that it stands in: a disk that is not
    there would be taken for an empty one. Raises Refusal."""
    try:
        path.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise Refusal(
            "The folder {folder} cannot be made: {reason}.", folder=str(path), reason=error.strerror or str(error)
        ) from error


def checked(written: str, store: Store) -> Path:
    """The path of a folder that tables may be published into; it need not exist. Raises Refusal."""
    path = Path(written)
    if "\0" in written or not path.is_absolute():
        raise Refusal(
            "'{folder}' is not a whole path: write it from the root of this machine, such as /srv/exports.",
            folder=written.replace("\0", "?"),
        )
    real = _real(path)
    parents = (real, *real.parents)
    beside = [store.path.with_suffix(ending) for ending in BESIDE]
    if real == _real(store.path.parent) or any(_real(one) in parents for one in beside):
        raise Refusal(
            "{folder} holds the store itself: name a folder of its own, such as one inside it.", folder=written
        )
    inbox = drop_folder.folder(store)
    if inbox and _real(Path(inbox)) in parents:
        raise Refusal(
            "{folder} is the inbox folder, whose files are loaded: publish the tables into another one.", folder=written
        )
    if real == drop_folder.PROGRAM or real in drop_folder.PROGRAM.parents or (real.is_dir() and any(real.glob("*.py"))):
        raise Refusal("{folder} belongs to a program: name a folder of its own.", folder=written)
    if path.exists() and not path.is_dir():
        raise Refusal("{folder} is a file, not a folder.", folder=written)
    return path


def remember(store: Store, path: Path, *, who: str) -> None:
    """Remember that tables are published into a folder. Raises Refusal where the store takes no writing."""
    if str(path) not in known(store):
        store.append("settings", {"name": KNOWN, "value": str(path), "set_at": now(), "set_by": who})


def forget_records(store: Store) -> None:
    """Remove the published files that hold what people wrote: the folder that is kept up to date gets them anew, without
    whoever is no longer there; any other one when somebody publishes into it again."""
    for place in _places(store):
        for name in OF_RECORDS:
            with suppress(OSError):  # a folder that is not there; one that takes no writing is told by `records`
                (place / name).unlink()


def records(store: Store) -> Iterator[Path]:
    """The published files that hold what people wrote and can be searched for a name."""
    for place in _places(store):
        path = place / OF_RECORDS[0]
        if path.is_file():
            yield path


def _places(store: Store) -> list[Path]:
    """Every folder that tables were published into, of a store that this program wrote, and what a killed process left."""
    every = [Path(one) for one in dict.fromkeys([*known(store), folder(store)]) if one]
    mine = [one for one in every if (one / MANIFEST).is_file()]
    return [*mine, *(left for one in every if one.is_dir() for left in one.glob(f"{MAKING}*"))]


def known(store: Store) -> tuple[str, ...]:
    """Every folder that tables were ever published into."""
    rows = store.rows("select distinct value from settings where name = ? order by value", [KNOWN])
    return tuple(row["value"] for row in rows)


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
