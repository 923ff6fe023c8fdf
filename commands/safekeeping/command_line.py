"""`python -m data backup | restore BACKUP`: what keeps a store from being lost."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TextIO

from data.backups import making, restoring, shelf
from data.sentences import Refusal
from data.store import Store, StoreBusy, store_path


def add_parsers(command: argparse._SubParsersAction) -> None:
    """The commands of this file."""
    backup = command.add_parser("backup", help="back the store up while people work, and list the backups")
    backup.add_argument("--list", action="store_true", help="list the backups, make none")
    backup.add_argument("--json", action="store_true")
    restore = command.add_parser(
        "restore", help="put a backup in the place of the store, which is kept aside; stop the dashboard first"
    )
    restore.add_argument("backup", metavar="BACKUP", help="its name, its folder, or latest")


def back_up(store: Store, options: argparse.Namespace, output: TextIO) -> None:
    """Make a backup, unless they are only to be listed, and say which there are. Raises Refusal."""
    made = None if options.list else making.make(store, "by hand")
    found = shelf.listed(store.path)
    if options.json:
        rows = [
            {"name": one.name, "made_at": one.made_at.isoformat(), "kind": one.kind, "bytes": one.size()}
            for one in found
        ]
        told = {"folder": str(shelf.folder(store.path)), "made": made and made.name, "backups": rows}
        print(json.dumps(told, indent=2), file=output)
        return
    if made is not None:
        print(f"Backed up and verified: {made.path}", file=output)
    for one in found:
        print(f"{one.name}  {one.size() / 1e6:.1f} MB", file=output)
    if not found:
        print(f"There is no backup in {shelf.folder(store.path)}.", file=output)


def restore(name: str, *, path: Path | None = None, output: TextIO | None = None, errors: TextIO | None = None) -> int:
    """Restore a backup. Exit code: 0 done, 1 refused, with a sentence in `errors`."""
    output, errors, path = output or sys.stdout, errors or sys.stderr, path or store_path()
    try:
        done = restoring.restore(path, restoring.chosen(path, name))
    except StoreBusy:
        print(f"A program is using {path.name}: stop the dashboard, then restore. Nothing was changed.", file=errors)
        return 1
    except Refusal as refusal:
        print(refusal, file=errors)
        return 1
    print(f"Restored {done.backup.name}: {len(done.manifest.uploads)} uploads, verified.", file=output)
    if done.aside is not None:
        print(f"What was there before is kept in {done.aside}. Delete it once you do not need it.", file=output)
    if done.lacking:
        print(
            f"The raw files of {len(done.lacking)} uploads were no longer kept: {', '.join(done.lacking[:5])}.",
            file=output,
        )
    return 0
