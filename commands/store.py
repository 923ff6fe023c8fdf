"""`python -m data uploads | undo UPLOAD | brands … | own … | accounts … | rhythms … | demo | settle | sign-out … | audit |
backup | restore BACKUP | check | rebuild | doctor | erase HANDLE | retention | pseudonyms | register`: ledger, brands,
sign-ins, backups and personal data from the command line."""

from __future__ import annotations

import argparse
import getpass
import json
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TextIO

from commands import background
from commands import run as runner
from commands.operation import doctor
from commands.safekeeping import command_line as safekeeping
from commands.safekeeping import personal
from data import ledger
from data.access import log, reading, sign_ins
from data.cells import CsvWriter
from data.decisions import accounts, brands, own_media, rhythms
from data.derived import backlog
from data.sentences import Refusal, from_json
from data.store import Store, StoreBusy, store_path
from loaders import demonstration


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    if options.command == "restore":  # of a store that no process may have open
        return safekeeping.restore(options.backup)
    if options.command == "doctor":
        with suppress(StoreBusy):  # its owner answers below
            return doctor.main(store_path())
    code = runner.run("data", run, arguments, files={})
    if code == 0 and options.command == "rebuild" and options.replace:
        return safekeeping.replace(store_path())
    return code


def run(arguments: list[str], store: Store, _files: dict[str, Path], output: TextIO, errors: TextIO) -> int:
    """Run one command on an open store. Exit code: 0 done, 1 refused, with a sentence in `errors`."""
    options = _parser().parse_args(arguments)
    try:
        match options.command:
            case "uploads":
                _uploads(store, options.json, output)
            case "undo":
                print(ledger.withdraw(store, options.upload, who=getpass.getuser()), file=output)
            case "brands":
                _brands(store, options, output)
            case "own":
                _own(store, options, output)
            case "accounts":
                _accounts(store, options, output)
            case "rhythms":
                _rhythms(store, options, output)
            case "demo":
                _demo(store, options.remove, output)
            case "settle":
                _settle(store, output)
            case "backup":
                safekeeping.back_up(store, options, output)
            case "doctor":
                return doctor.run(store, output)
            case "check":
                return safekeeping.check(store, options, output)
            case "rebuild":
                if options.replace and background.running(store):  # else its minutes would be for nothing
                    raise Refusal("Stop the dashboard, then rebuild with --replace: nothing was changed.")
                return safekeeping.rebuild(store, output)
            case "migrate":
                return safekeeping.migrate(store, options, output, errors)
            case "compact":
                return safekeeping.compact(store, output)
            case "restore":
                raise Refusal("Stop the dashboard, then restore: nothing was changed.")
            case "sign-out":
                print(f"Sign-ins ended: {sign_ins.end_all(store, options.email)}", file=output)
            case "audit":
                return _audit(store, output, errors)
            case name if name in personal.COMMANDS:
                return personal.run(store, options, output, who=getpass.getuser())
    except Refusal as refusal:
        print(refusal, file=errors)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data", description="The store named by EREPUTATION_STORE.")
    command = parser.add_subparsers(dest="command", required=True)
    uploads = command.add_parser("uploads", help="list the files that were given, newest first")
    uploads.add_argument("--json", action="store_true")
    undo = command.add_parser("undo", help="withdraw an upload: the store says what the others say")
    undo.add_argument("upload", metavar="UPLOAD", help="its name in the list of uploads")
    listed = command.add_parser("brands", help="list the brands, or declare whose they are")
    listed.add_argument("--own", action="append", default=[], metavar="NAME")
    listed.add_argument("--competitor", action="append", default=[], metavar="NAME")
    listed.add_argument("--json", action="store_true")
    own = command.add_parser(
        "own", help="list the sites and accounts by which brands speak themselves, or declare those of one"
    )
    own.add_argument("brand", nargs="?", metavar="BRAND")
    own.add_argument("--site", action="append", default=[], metavar="HOST", help="with the sites below it: orsa.fr")
    own.add_argument("--account", action="append", default=[], metavar="NAME", help="orsa, or on one network: x:orsa")
    own.add_argument("--not", action="append", default=[], dest="others", metavar="NAME", help="not the brand's")
    own.add_argument("--remove", action="append", default=[], metavar="NAME", help="withdraw what was declared")
    own.add_argument("--json", action="store_true")
    listed = command.add_parser("accounts", help="list the accounts, or declare one opened or closed")
    listed.add_argument("account", nargs="*", metavar="BRAND NETWORK ACCOUNT", help="Aurelle x aurelle_fr")
    listed.add_argument("--opened", type=date.fromisoformat, metavar="D", help="its first day; with neither: withdrawn")
    listed.add_argument("--closed", type=date.fromisoformat, metavar="D", help="its last day")
    listed.add_argument("--json", action="store_true")
    listed = command.add_parser("rhythms", help="list how often each source is read, or set it")
    listed.add_argument("--set", dest="rhythm", metavar="RHYTHM", help="daily, weekly, monthly, 'on demand' or learnt")
    listed.add_argument("--brand", metavar="B", help="of the source, with the next three")
    listed.add_argument("--table", metavar="T", help="followers, search_audits …")
    listed.add_argument("--network", metavar="N")
    listed.add_argument("--format", metavar="F", help="template_followers …")
    listed.add_argument("--json", action="store_true")
    demo = command.add_parser("demo", help="load the demonstration data")
    demo.add_argument("--remove", action="store_true", help="withdraw it")
    out = command.add_parser("sign-out", help="end every sign-in of a person, in every browser")
    out.add_argument("email", metavar="E-MAIL")
    command.add_parser("audit", help="who did what, as CSV; exit code 1 where an entry was changed since")
    command.add_parser(
        "settle", help="find the near duplicates that large loads put aside, and label what waits for it"
    )
    safekeeping.add_parsers(command)
    personal.add_parsers(command)
    command.add_parser(
        "doctor", help="is the machine well, and the store on it: what to do where not; exit code 1 then"
    )
    return parser


def _audit(store: Store, output: TextIO, errors: TextIO) -> int:
    rows = reading.entries(store)
    writer = CsvWriter(output)
    for row in [(*log.COLUMNS, "hash"), *rows]:
        writer.row(row)
    changed = log.first_changed(rows)
    if changed is not None:
        print(f"Entry {changed} is not as it was written, or one before it is missing.", file=errors)
    return 0 if changed is None else 1


def _uploads(store: Store, as_json: bool, output: TextIO) -> None:
    rows = store.rows(
        "select upload_id as upload, name, status, origin, who, loaded_at, read, kept, folded, replaced, rejected, "
        "covered_from, covered_to, reason from uploads order by seq desc"
    )
    for row in rows:
        row["reason"] = str(from_json(row["reason"])) if row["reason"] else None
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=2, default=str), file=output)
        return
    if not rows:
        print("No file was given yet.", file=output)
    for row in rows:
        window = f", covers {row['covered_from']} to {row['covered_to']}" if row["covered_from"] else ""
        print(f"{row['upload']}  {row['status']:<9}  {row['loaded_at']:%Y-%m-%d %H:%M}  {row['name']}", file=output)
        detail = (
            row["reason"]
            if row["reason"]
            else f"read {row['read']} = kept {row['kept']} + folded {row['folded']} "
            f"+ rejected {row['rejected']}{window}"
        )
        print(f"    {detail}", file=output)


def _brands(store: Store, options: argparse.Namespace, output: TextIO) -> None:
    for role, names in (("own", options.own), ("competitor", options.competitor)):
        for name in names:
            brands.set_role(store, name, role, who=getpass.getuser())
    rows = brands.brands(store).to_dict("records")
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2), file=output)
        return
    for row in rows:
        print(f"{row['role']:<10}  {row['brand']}", file=output)


def _own(store: Store, options: argparse.Namespace, output: TextIO) -> None:
    given = (options.site, options.account, options.others)
    if any((*given, options.remove)) and not options.brand:
        raise Refusal("Name the brand whose sites and accounts these are: python -m data own BRAND --site HOST.")
    if options.brand:
        known = own_media.declared(store).get(options.brand, own_media.Declared())
        kept = [
            [one for one in (*before, *new) if one not in options.remove]
            for before, new in zip((known.sites, known.accounts, known.others), given, strict=True)
        ]
        sites, accounts, others = kept
        if any((*given, options.remove)):
            own_media.declare(
                store, options.brand, sites=sites, accounts=accounts, others=others, who=getpass.getuser()
            )
    found = {"recognised": own_media.recognised(store), "proposed": own_media.proposals(store)}
    rows = {
        name: frame[frame["brand"] == options.brand if options.brand else slice(None)].to_dict("records")
        for name, frame in found.items()
    }
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2), file=output)
        return
    for row in rows["recognised"]:
        place = f"{row['channel']}:" if row["channel"] else ""
        print(f"{row['kind']:<8}  {row['proof']:<8}  {row['brand']}  {place}{row['name']}", file=output)
    for row in rows["proposed"]:
        place = f"{row['channel']}:" if row["channel"] else ""
        print(
            f"{row['kind']:<8}  proposed  {row['brand']}  {place}{row['name']}  (seen {row['seen']} times)", file=output
        )


def _accounts(store: Store, options: argparse.Namespace, output: TextIO) -> None:
    if options.account:
        if len(options.account) not in (2, 3):
            raise Refusal("Name one account: python -m data accounts BRAND NETWORK ACCOUNT --closed 2026-11-05.")
        brand, channel, *account = options.account
        accounts.declare(
            store,
            brand,
            channel,
            account[0] if account else "",
            opened_on=options.opened,
            closed_on=options.closed,
            who=getpass.getuser(),
        )
    found = accounts.accounts(store)
    for name in ("first_day", "last_day", "opened_on", "closed_on"):
        found[name] = [str(day)[:10] if day == day and day is not None else None for day in found[name].astype(object)]
    rows = found.astype(object).where(found.notna(), None).to_dict("records")
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2), file=output)
        return
    for row in rows:
        told = [
            f"{word} on {row[name]}" for word, name in (("opened", "opened_on"), ("closed", "closed_on")) if row[name]
        ]
        counted = f"counted {row['first_day']} to {row['last_day']}"
        print(", ".join([f"{row['brand']}  {row['channel']}  {row['account'] or '–'}  {counted}", *told]), file=output)


def _rhythms(store: Store, options: argparse.Namespace, output: TextIO) -> None:
    found = rhythms.rhythms(store)
    asked = {"brand": options.brand, "table_name": options.table, "channel": options.network, "format": options.format}
    for name, wanted in asked.items():
        found = found[found[name] == wanted] if wanted else found
    if options.rhythm:
        if len(found) != 1:
            raise Refusal(
                "Name one source by --brand, --table, --network and --format: {count} are meant.", count=len(found)
            )
        (one,) = found.itertuples()
        rhythms.set_rhythm(
            store,
            one.table_name,
            one.brand,
            one.channel if isinstance(one.channel, str) else None,
            one.format,
            rhythm=None if options.rhythm == "learnt" else options.rhythm,
            who=getpass.getuser(),
        )
        found = rhythms.rhythms(store).loc[found.index]
    rows = json.loads(found.to_json(orient="records", date_format="iso"))
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2), file=output)
        return
    for row in rows:
        names = "  ".join(filter(None, (row["brand"], row["table_name"], row["channel"], row["format"])))
        why = (
            "set"
            if row["decided"]
            else f"learnt, {row['readings']} readings"
            if row["basis"] == "readings"
            else row["basis"]
        )
        print(f"{row['rhythm']:<9}  {names}  ({why})", file=output)


def _demo(store: Store, remove: bool, output: TextIO) -> None:
    if remove:
        print(demonstration.remove_demonstration(store, who=getpass.getuser()), file=output)
        return
    for receipt in demonstration.load_demonstration(store):
        print(
            f"{receipt.name}: {receipt.status}, kept {receipt.kept}, folded {receipt.folded}, "
            f"rejected {receipt.rejected}",
            file=output,
        )
    backlog.settle(store)


def _settle(store: Store, output: TextIO) -> None:
    done = backlog.settle(store)
    print(f"Near duplicates found on {done.days} days; {done.texts} texts labelled.", file=output)
