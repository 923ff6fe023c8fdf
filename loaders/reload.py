"""Reading every file again, as after a change of the time zone: what their records become is what the change makes of them.

Files that wait are written down before the first is touched, so that an interruption is seen, and is gone on with.
"""

from __future__ import annotations

import json
import tempfile
from datetime import date
from pathlib import Path

from data import ledger
from data.sentences import Refusal, Sentence, sentence
from data.store import Store, now, setting
from loaders.load import load
from loaders.plan import Progress

SETTING = "reading_again"


def waiting(store: Store) -> tuple[dict, ...]:
    """The files that are still to be read again; figures mix the old and the new while there are any."""
    return tuple(json.loads(setting(store, SETTING, "[]")))


def begin(store: Store, name: str, value: str, *, who: str) -> None:
    """Change a setting that bears on what records say, and note every loaded file for `go_on`.

    Raises Refusal, before anything changes, when the bytes of a file are no longer kept.
    """
    files = store.rows("select sha256, name, origin, who, options from uploads where status = 'loaded' order by seq")
    lost = [row["name"] for row in files if not (store.files / f"{row['sha256']}.zst").exists()]
    if lost:
        raise Refusal(
            "The raw content of some files is no longer kept ({count}: {names}): they cannot be read again, and "
            "nothing was changed.",
            count=len(lost),
            names=", ".join(lost[:3]),
        )
    store.append("settings", {"name": name, "value": value, "set_at": now(), "set_by": who})
    _note(store, files, who=who)


def go_on(store: Store, *, who: str, progress: Progress) -> tuple[Sentence, ...]:
    """Read the files that wait again, in the order of their arrival; what was refused now, as sentences."""
    files = list(waiting(store))
    refused = []
    for index, row in enumerate(files):
        progress(index / len(files), sentence("Reading {name} again", name=row["name"]))
        refused += _read(store, row, who=who)
        _note(store, files[index + 1 :], who=who)
    return tuple(refused)


def _read(store: Store, row: dict, *, who: str) -> list[Sentence]:
    raw = ledger.kept_bytes(store, row["sha256"])
    if raw is None:
        return [sentence("The raw content of {name} is no longer kept.", name=row["name"])]
    with store.reading() as cursor:
        held = ledger.loaded_with(cursor, row["sha256"])
    options = json.loads(row["options"])
    covered = options.get("covered")
    with tempfile.TemporaryDirectory(dir=store.work) as folder:
        path = Path(folder) / "content"
        path.write_bytes(raw)
        if held is not None:
            ledger.withdraw(store, held, who=who)
        done = load(
            store,
            path,
            name=row["name"],
            who=row["who"],
            origin=row["origin"],
            format=options.get("format"),
            answers=options.get("answers") or {},
            covered=(date.fromisoformat(covered[0]), date.fromisoformat(covered[1])) if covered else None,
        )
    if done.status == "loaded":
        return []
    return [done.reason or sentence("{name} needs an answer: load it in Uploads.", name=row["name"])]


def _note(store: Store, files: list[dict], *, who: str) -> None:
    noted = json.dumps(files, ensure_ascii=False)
    store.append("settings", {"name": SETTING, "value": noted, "set_at": now(), "set_by": who})
