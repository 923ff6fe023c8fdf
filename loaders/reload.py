"""Reload of every file, as after a change of the time zone.

The list of pending files is stored before the first one is withdrawn, so that an interrupted reload can be resumed.
"""

from __future__ import annotations

import json
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from data import ledger
from data.sentences import Refusal, Sentence, sentence
from data.store import Store, now, setting
from loaders.load import load
from loaders.plan import Progress
from loaders.reading import budget
from loaders.receipt import Receipt

SETTING = "reading_again"


def pending(store: Store) -> tuple[dict, ...]:
    """The files still to be reloaded; until there are none, figures mix old and new records."""
    return tuple(json.loads(setting(store, SETTING, "[]")))


def begin(store: Store, name: str, value: str, *, who: str) -> None:
    """Change a setting that affects records, and list every loaded file for `resume`.

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
    _set_pending(store, files, who=who)


def resume(store: Store, *, who: str, progress: Progress) -> tuple[Sentence, ...]:
    """Reload the pending files in the order of their arrival. Returns a sentence for each refusal."""
    files = list(pending(store))
    refused = []
    for index, row in enumerate(files):
        progress(index / len(files), sentence("Reading {name} again", name=row["name"]))
        refused += _reload(store, row, who=who)
        _set_pending(store, files[index + 1 :], who=who)
    return tuple(refused)


def _reload(store: Store, row: dict, *, who: str) -> list[Sentence]:
    raw = ledger.kept_bytes(store, row["sha256"])
    if raw is None:
        return [sentence("The raw content of {name} is no longer kept.", name=row["name"])]
    with store.reading() as cursor:
        loaded_as = ledger.loaded_with(cursor, row["sha256"])
    with tempfile.TemporaryDirectory(dir=store.work) as folder:
        path = Path(folder) / "content"
        path.write_bytes(raw)
        if loaded_as is not None:
            ledger.withdraw(store, loaded_as, who=who)
        done = again(store, path, row)
    return [] if done.status == "loaded" else [why_not(done, row)]


def again(store: Store, path: Path, row: dict, *, as_upload: tuple[str, int] | None = None) -> Receipt:
    """Load the raw content of an upload as it was loaded before. `row`: of the ledger. `as_upload`: see `load`."""
    with budget.of_known_files():
        return load(
            store,
            path,
            name=row["name"],
            who=row["who"],
            origin=row["origin"],
            as_upload=as_upload,
            **_chosen(row["options"]),
        )


def why_not(done: Receipt, row: dict) -> Sentence:
    """Why an upload could not be loaded again."""
    return done.reason or sentence("{name} needs an answer: load it in Uploads.", name=row["name"])


def _chosen(options: str) -> dict[str, Any]:
    """Format, answers and window that an upload was loaded with, from its row in the ledger, as `load` takes them."""
    told = json.loads(options)
    covered = told.get("covered")
    return {
        "format": told.get("format"),
        "answers": told.get("answers") or {},
        "covered": (date.fromisoformat(covered[0]), date.fromisoformat(covered[1])) if covered else None,
    }


def _set_pending(store: Store, files: list[dict], *, who: str) -> None:
    pending = json.dumps(files, ensure_ascii=False)
    store.append("settings", {"name": SETTING, "value": pending, "set_at": now(), "set_by": who})
