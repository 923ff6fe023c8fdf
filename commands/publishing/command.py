"""`python -m kpis publish DIR`: tables for Power BI, Tableau and Excel, once, or again after each write."""

from __future__ import annotations

import argparse
import getpass
import json
from pathlib import Path
from typing import TextIO

from commands.publishing import folder as publishing
from commands.publishing.tables import SCORED_WEEKS
from data.decisions import published
from data.sentences import Refusal
from data.store import Store

TRIES = 3  # while others write


def add_command(command: argparse._SubParsersAction) -> None:
    """Add `publish` to the commands of `python -m kpis`."""
    made = command.add_parser(
        "publish", help="tables as Parquet and CSV with a data dictionary, for Power BI, Tableau, Excel"
    )
    made.add_argument("folder", metavar="DIR", nargs="?", help="the folder, made where there is none")
    made.add_argument(
        "--standing", action="store_true", help="write it again after each write, as long as a dashboard runs"
    )
    made.add_argument("--off", action="store_true", help="no longer write a folder after each write; its files stay")
    made.add_argument(
        "--verdict-weeks", type=_weeks, default=SCORED_WEEKS, metavar="N", help=f"weeks of verdicts, default {SCORED_WEEKS}"
    )  # fmt: skip
    made.add_argument("--json", action="store_true")


def whole(arguments: list[str], options: argparse.Namespace) -> list[str]:
    """The arguments with the folder written from the root: whoever owns the store may stand elsewhere."""
    if options.folder is None:
        return arguments
    at = len(arguments) - 1 - arguments[::-1].index(options.folder)
    return [*arguments[:at], str(Path(options.folder).absolute()), *arguments[at + 1 :]]


def run(store: Store, options: argparse.Namespace, output: TextIO) -> None:
    """Publish, or set or end the standing folder. Raises Refusal."""
    if options.off:
        published.choose(store, "", who=getpass.getuser())
        print("No folder is written after each write any more; its files stay as they are.", file=output)
        return
    if options.folder is None:
        raise Refusal("Name the folder to publish into, such as: python -m kpis publish /srv/tables")
    place = published.checked(options.folder, store)
    published.make(place)
    if options.standing:
        published.choose(store, options.folder, who=getpass.getuser())
    done = _published(store, place, options.verdict_weeks)
    if options.json:
        weeks = done.span and {"from": done.span.since.isoformat(), "to": done.span.until.isoformat()}
        print(json.dumps({"folder": str(done.folder), "weeks": weeks, "rows": done.rows}, indent=2), file=output)
        return
    print(
        f"Published into {done.folder}: {', '.join(f'{name} {count}' for name, count in done.rows.items())}",
        file=output,
    )
    if done.span is None:
        print("  nothing was loaded yet: the tables are empty", file=output)
    elif not done.span.is_complete:
        print("  no week is complete: figures go up to the week that the screens open with", file=output)
    if options.standing:
        print("  it is written again after each write, as long as a dashboard runs", file=output)


def _published(store: Store, place: Path, weeks: int) -> publishing.Published:
    for _ in range(TRIES):
        try:
            return publishing.publish(store, place, scored_weeks=weeks)
        except publishing.Changed:
            continue
    raise Refusal("The store was written to while its tables were being published: publish again once it is quiet.")


def _weeks(written: str) -> int:
    if not written.isdecimal() or not 1 <= int(written) <= 1000:
        raise argparse.ArgumentTypeError("write a number of weeks from 1 to 1000")
    return int(written)
