"""`python -m data erase | retention | pseudonyms | register`: personal data from the command line."""

from __future__ import annotations

import argparse
from typing import TextIO

from data.access import roles
from data.decisions import retention
from data.personal import erasure, limits
from data.sentences import Refusal
from data.store import Store
from loaders import pseudonyms
from wording import register as registers

COMMANDS = ("erase", "retention", "pseudonyms", "register")
NEVER = "never"
FACES = {"md": registers.markdown, "html": registers.page}
CLOSING = (
    "Not reached: what people downloaded, mails that left, reports written into folders, copies made by other means. "
    "It cannot be undone."
)


def add_parsers(command: argparse._SubParsersAction) -> None:
    """The commands of this file."""
    erase = command.add_parser("erase", help="erase one person from everything in reach; without --yes it only counts")
    erase.add_argument("handle", metavar="HANDLE", help="the handle or name under which they write")
    erase.add_argument(
        "--also", action="append", default=[], metavar="NAME", help="another name, such as a display name"
    )
    erase.add_argument("--network", default="", metavar="N", help="only on this network: x, facebook …")
    erase.add_argument("--yes", action="store_true", help="erase; it cannot be undone")
    keep = command.add_parser(
        "retention", help="how long personal data are kept; deletes at once what is past its time"
    )
    for kind in limits.KINDS:
        keep.add_argument(f"--{kind}", metavar="MONTHS", help=f"keep {kind} for so many months, or {NEVER}: for ever")
    keep.add_argument("--raw", type=int, metavar="DAYS", help="keep raw files for so many days; 0: no limit")
    keep.add_argument("--count", action="store_true", help="only count what is past its time")
    hide = command.add_parser(
        "pseudonyms", help="whether authors are stored as pseudonyms, and what turning them on changes"
    )
    hide.add_argument("--on", action="store_true", help="store pseudonyms, and turn the names that are there into them")
    hide.add_argument("--yes", action="store_true", help="with --on: do it; it cannot be undone")
    told = command.add_parser("register", help="the register of processing, as Markdown or HTML")
    told.add_argument("--format", choices=FACES, default="md")
    told.add_argument("--language", choices=("fr", "en"), default="en")


def run(store: Store, options: argparse.Namespace, output: TextIO, *, who: str) -> int:
    """Run one of COMMANDS. Exit code: 0 done, 1 something is left to do. Raises Refusal."""
    match options.command:
        case "erase":
            return _erase(store, options, output, who)
        case "retention":
            return _retention(store, options, output, who)
        case "pseudonyms":
            return _pseudonyms(store, options, output, who)
        case _:
            secrets = _secrets()
            found = registers.register(store, options.language, roles=secrets)
            print(FACES[options.format](found), file=output, end="")
            return 0


def _erase(store: Store, options: argparse.Namespace, output: TextIO, who: str) -> int:
    person = erasure.person(store, options.handle, tuple(options.also), channel=options.network)
    found = erasure.found(store, person)
    for table, count in found.tables.items():
        print(f"{count:>9}  {table}", file=output)
    for told, names in (
        ("raw file, which cannot be read again", found.uploads),
        ("removed beside the store", found.backups),
        ("redacted report", tuple(map(str, found.reports))),
        ("out of reach, holds a name", found.outside),
    ):
        for name in names:
            print(f"{told}: {name}", file=output)
    if not options.yes:
        print("Nothing was changed. Run it with --yes to erase; it cannot be undone.", file=output)
        return 0
    if found.is_nothing:
        print("Nothing of this person is in the store; their names are remembered for later files.", file=output)
    done = erasure.erase(store, person, by=who)
    print(f"Erased, as number {done.number}.", file=output)
    if done.backup:
        print(f"A new backup was made: {done.backup}", file=output)
    if not done.is_rewritten:
        print(
            "The file of the store is still read: it is rewritten within minutes, at the latest at the next start.",
            file=output,
        )
    for name in done.remaining:
        print(f"still holds a name: {name}", file=output)
    if done.log_entries:
        print(f"The audit log, which is never changed, names the person in {done.log_entries} entries.", file=output)
    print(CLOSING, file=output)
    return 0 if done.is_rewritten and not done.remaining and not done.log_entries else 1


def _retention(store: Store, options: argparse.Namespace, output: TextIO, who: str) -> int:
    for kind in limits.KINDS:
        written = getattr(options, kind)
        if written is not None:
            limits.set_months(store, kind, _months(written), who=who)
    if options.raw is not None:
        retention.keep_for(store, options.raw, who=who)
    for kind in limits.KINDS:
        count = limits.months(store, kind)
        print(f"{kind:<8}  {'for ever' if count is None else f'{count} months'}", file=output)
    days = retention.days(store)
    print(f"{limits.RAW:<8}  {f'{days} days' if days else 'no limit'}", file=output)
    if options.count:
        for kind, count in limits.due(store).items():
            print(f"past its time: {kind} {count}", file=output)
        return 0
    done = limits.apply(store)
    for kind, count in done.deleted.items():
        print(f"deleted: {kind} {count}", file=output)
    return 0 if done.is_rewritten else 1


def _months(written: str) -> int | None:
    if written == NEVER:
        return None
    if not written.isdecimal():
        raise Refusal("'{written}' is no number of months: write 12, or never.", written=written)
    return int(written)


def _pseudonyms(store: Store, options: argparse.Namespace, output: TextIO, who: str) -> int:
    print(f"Authors are stored {'as pseudonyms' if pseudonyms.are_on(store) else 'by name'}.", file=output)
    if pseudonyms.are_on(store):
        return 0
    held = pseudonyms.held(store)
    print(
        f"Turning pseudonyms on changes {held.records} records of {held.authors} authors, deletes {held.raw} raw files and "
        f"{len(held.copies)} copies of the store.",
        file=output,
    )
    if not (options.on and options.yes):
        print("Nothing was changed. Run it with --on --yes; it cannot be undone.", file=output)
        return 0
    done = pseudonyms.turn_on(store, who=who)
    print(f"Done. Keep {store.secret}: without it no later author can be recognised. It is in no backup.", file=output)
    if done.unmatched:
        print(f"{done.unmatched} mentions would count once more if a later file brings them again.", file=output)
    return 0 if done.is_rewritten else 1


def _secrets() -> roles.Roles | None:
    """The roles of the sign-in that this machine's files configure; None without one."""
    found = roles.of_this_machine()
    return found.roles if found.auth else None
