"""`python -m data backup | restore BACKUP | check | rebuild`: what keeps a store from being lost."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TextIO

from commands.safekeeping import integrity, kept_figures
from data.backups import making, restoring, shelf
from data.lake import moving
from data.lake.address import lake_at, place_of
from data.migrations import open_store
from data.sentences import Refusal
from data.store import Store, StoreBusy, store_path
from loaders import rebuild as rebuilding


def add_parsers(command: argparse._SubParsersAction) -> None:
    """The commands of this file."""
    backup = command.add_parser("backup", help="back the store up while people work, and list the backups")
    backup.add_argument("--list", action="store_true", help="list the backups, make none")
    backup.add_argument("--json", action="store_true")
    restore = command.add_parser(
        "restore", help="put a backup in the place of the store, which is kept aside; stop the dashboard first"
    )
    restore.add_argument("backup", metavar="BACKUP", help="its name, its folder, or latest")
    check = command.add_parser(
        "check", help="look whether keys, sums, roll-ups, kept figures and raw files are right; exit code 1 where not"
    )
    check.add_argument("--json", action="store_true")
    again = command.add_parser(
        "rebuild",
        help="make the whole store once more from the kept raw files, beside it; exit code 1 where an upload cannot be read",
    )
    move = command.add_parser(
        "migrate",
        help="copy the store to another address, a file or a lake, and prove it by checksums; it stays as it is",
    )
    move.add_argument(
        "--to", required=True, metavar="ADDRESS", help="a path, or ducklake:postgres:…; a new, empty store"
    )
    move.add_argument(
        "--folder", metavar="F", help="of a lake: the folder that every machine reaches (EREPUTATION_LAKE)"
    )
    move.add_argument("--data", metavar="D", help="of a lake: where its Parquet files lie (EREPUTATION_LAKE_DATA)")
    command.add_parser("compact", help="of a lake: join small files, delete snapshots and files of no use")
    again.add_argument(
        "--replace", action="store_true", help="then put it in the place of the store, which is kept aside"
    )


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
        _need_file(path)
        done = restoring.restore(path, restoring.chosen(path, name))
        open_store(path).close()
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


def check(store: Store, options: argparse.Namespace, output: TextIO) -> int:
    """Look at everything that must hold. Exit code: 0 it does, 1 something does not."""
    found = [*integrity.findings(store), *(integrity.Finding(told) for told in kept_figures.stale(store))]
    faults = [one for one in found if one.is_fault]
    if options.json:
        rows = [{"fault": one.is_fault, "told": str(one.told)} for one in found]
        print(json.dumps({"sound": not faults, "findings": rows}, ensure_ascii=False, indent=2), file=output)
        return 1 if faults else 0
    for one in found:
        print(f"{'fault' if one.is_fault else 'note '}  {one.told}", file=output)
    count = store.value("select count(*) from uploads where status = 'loaded'")
    if not faults:
        print(f"Sound: keys, sums, roll-ups, kept figures and raw files of {count} uploads.", file=output)
    return 1 if faults else 0


def rebuild(store: Store, output: TextIO) -> int:
    """Rebuild the store beside it. Exit code: 0 every upload was read, 1 some could not be, and are named."""
    done = rebuilding.rebuild(store, rebuilt_place(store.path))
    print(f"Rebuilt from {done.uploads} uploads: {done.path}", file=output)
    if done.differing:
        print(f"Tables that hold other rows than before: {', '.join(done.differing)}.", file=output)
    else:
        print("Every table holds the same rows as before.", file=output)
    for upload, why in done.lacking.items():
        print(f"not covered  {upload}  {why}", file=output)
    return 1 if done.lacking else 0


def replace(path: Path, *, output: TextIO | None = None, errors: TextIO | None = None) -> int:
    """Put the rebuilt store in the place of the store. Exit code: 0 done, 1 refused."""
    output, errors = output or sys.stdout, errors or sys.stderr
    try:
        _need_file(path)
        aside = restoring.put_in_place(path, rebuilt_place(path))
    except StoreBusy:
        print(
            f"A program is using {path.name}: stop the dashboard, then rebuild with --replace. Nothing was changed.",
            file=errors,
        )
        return 1
    except Refusal as refusal:
        print(refusal, file=errors)
        return 1
    print(f"The rebuilt store is in its place; what was there before is kept in {aside}.", file=output)
    return 0


def _need_file(path: Path) -> None:
    if lake_at(path) is not None:
        raise Refusal(
            "A lake is not replaced while others use it: put the backup in the place of a file (EREPUTATION_STORE=FILE), then "
            "copy that to an empty lake with python -m data migrate. Nothing was changed."
        )


def migrate(store: Store, options: argparse.Namespace, output: TextIO, errors: TextIO) -> int:
    """Copy the store to another address. Exit code: 0 done and the same, 1 refused."""
    try:
        place = place_of(options.to, folder=options.folder, data=options.data)
        if place == store.path:
            raise Refusal("The store is at this address already: nothing was copied.")
        target = open_store(place)
    except StoreBusy:
        print(f"A program is using {options.to}: stop it, then migrate. Nothing was changed.", file=errors)
        return 1
    try:
        done = moving.copy(store, target)
    finally:
        target.close()
    rows = sum(held.rows for held in done.tables.values())
    print(
        f"Copied and the same by checksum: {len(done.tables)} tables, {rows} rows, {done.raw} raw files.", file=output
    )
    print(
        "The store itself is as it was. Name the other one in EREPUTATION_STORE once nobody writes here.", file=output
    )
    return 0


def compact(store: Store, output: TextIO) -> int:
    """Keep the files of a lake few. Exit code: 0 done. Raises Refusal for a file, which has no such files."""
    if not store.is_shared:
        raise Refusal("The store is one file: there is nothing to join. Its backups are kept by their settings.")
    done = store.compact()
    print(f"Joined small files; deleted {done} files of snapshots of more than a day ago.", file=output)
    return 0


def rebuilt_place(path: Path) -> Path:
    """Where a rebuilt store waits."""
    return path.with_name(f"{path.stem}.rebuilt{path.suffix}")
