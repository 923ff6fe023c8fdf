"""`python -m loaders FILE…`: loads files from the command line, with the code and sentences of the Uploads screen.

`python -m loaders --watch DIR` is in commands/drop_command.py.
"""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from commands import drop_command
from commands import run as runner
from data.derived import backlog
from data.sentences import Refusal
from data.store import Store
from loaders.load import load, preview
from loaders.receipt import PartReceipt, Receipt

EXIT = {"loaded": 0, "ready": 0, "already loaded": 0, "refused": 1, "needs an answer": 2}


def main(arguments: list[str]) -> int:
    """Exit code: 0 all files are loaded, 1 one was refused, 2 an answer is missing."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.watch is not None:
        others = ("files", "dry_run", "format", "answer", "covers", "json")
        if any(getattr(options, name) for name in others):
            parser.error("--watch goes with --once alone")
        return drop_command.main(options.watch, once=options.once)
    if options.once or not options.files:
        parser.error("name the files to load, or --watch DIR")
    files: dict[str, Path] = {}
    for name in options.files:
        if not Path(name).is_file():
            print(f"{name}: there is no such file.", file=sys.stderr)
            return 1
        files[name] = Path(name).absolute()
    return runner.run("loaders", run, arguments, files=files)


def run(arguments: list[str], store: Store, files: dict[str, Path], output: TextIO, errors: TextIO) -> int:
    """Load the files named in the arguments. `files`: name as in the arguments -> path of the bytes."""
    options = _parser().parse_args(arguments)
    try:
        answers = _answers(options.answer)
        covered = _window(options.covers)
    except Refusal as refusal:
        print(refusal, file=errors)
        return 1
    receipts = []
    for name in options.files:
        request = {"name": Path(name).name, "format": options.format, "answers": answers, "covered": covered}
        if options.dry_run:
            receipts.append(preview(store, files[name], **request))
        else:
            receipts.append(load(store, files[name], who=getpass.getuser(), origin="command line", **request))
    done = backlog.settle(store) if any(receipt.status == "loaded" for receipt in receipts) else None
    if options.json:
        print(json.dumps([_as_json(receipt) for receipt in receipts], ensure_ascii=False, indent=2), file=output)
    else:
        print("\n\n".join(_as_text(receipt) for receipt in receipts), file=output)
        if done is not None and (done.days or done.texts):
            print(f"\nNear duplicates found on {done.days} days; {done.texts} texts labelled.", file=output)
    codes = {EXIT[receipt.status] for receipt in receipts}
    return 1 if 1 in codes else max(codes, default=0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m loaders",
        description="Load exports (CSV, XLSX, XLS, zip) into the store named by EREPUTATION_STORE.",
        epilog="Exit code: 0 all files are in, 1 one was refused, 2 an answer is missing.",
    )
    parser.add_argument("files", nargs="*", metavar="FILE")
    parser.add_argument(
        "--watch",
        metavar="DIR",
        help="load what is dropped into a folder, until Ctrl-C; files move to its subfolders loaded and refused",
    )
    parser.add_argument("--once", action="store_true", help="with --watch: look once and end, as for cron")
    parser.add_argument("--dry-run", action="store_true", help="say what loading would do; the store is untouched")
    parser.add_argument(
        "--format",
        metavar="NAME",
        help="the format (docs/formats.md lists them); 'columns' skips all formats and reads the columns by their names",
    )
    parser.add_argument(
        "--answer",
        action="append",
        default=[],
        metavar="QUESTION=VALUE",
        help="an answer to a question of the receipt; PART/QUESTION=VALUE for one table",
    )
    parser.add_argument(
        "--covers", metavar="FROM..TO", help="the window that the files cover, when wider than their dates"
    )
    parser.add_argument("--json", action="store_true", help="receipts for machines")
    return parser


def _answers(written: list[str]) -> dict[str, str]:
    answers = {}
    for one in written:
        name, equals, value = one.partition("=")
        if not equals or not name.strip():
            raise Refusal("--answer {given}: write it as QUESTION=VALUE, such as date_order=dmy.", given=one)
        answers[name.strip()] = value.strip()
    return answers


def _window(written: str | None) -> tuple[date, date] | None:
    if written is None:
        return None
    first, _, last = written.partition("..")
    try:
        window = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        raise Refusal("--covers {given}: write it as 2026-01-01..2026-01-31.", given=written) from None
    if window[0] > window[1]:
        raise Refusal("--covers {given}: the end is before the start.", given=written)
    return window


def _as_text(receipt: Receipt) -> str:
    lines = [f"{receipt.name}: {receipt.status}"]
    if receipt.upload_id and receipt.status != "ready":
        lines[0] += f" ({receipt.upload_id})"
    if receipt.reason is not None:
        lines.append(f"  {receipt.reason}")
    for part in receipt.parts:
        lines.extend(_part_as_text(part))
    lines.extend(f"  {name or 'table'}: {why}" for name, why in receipt.ignored if why != receipt.reason)
    for question in receipt.questions:
        choice = f" [{' | '.join(question.options)}]" if question.options else ""
        prefix = f"{question.part}/" if question.part else ""
        lines.append(f"  ? {question.text}{choice}\n    answer with: --answer '{prefix}{question.id}=…'")
    return "\n".join(lines)


def _part_as_text(part: PartReceipt) -> list[str]:
    lines = [f"  {part.part + ': ' if part.part else ''}{part.format_title['en']} ({part.format}) → {part.table}"]
    if part.kept or part.rejected:
        lines.append(
            f"  read {part.read} = kept {part.kept} + folded {part.folded} + rejected {part.rejected}; "
            f"replaced {part.replaced}; covers {part.covered_from} to {part.covered_to}"
        )
        for label, found in (("brands", part.brands), ("networks", part.channels)):
            if found:
                lines.append(f"  {label}: {', '.join(f'{name} {count}' for name, count in found.items())}")
    lines.extend(f"  note: {note}" for note in part.notes)
    for reject in part.rejects[:10]:
        column = f", column {reject.column}" if reject.column else ""
        lines.append(f"  record {reject.record}{column}: '{reject.value or ''}' {reject.reason}")
    if part.rejected > 10:
        lines.append(f"  … and {part.rejected - 10} more")
    return lines


def _as_json(receipt: Receipt) -> dict[str, Any]:
    return {
        "name": receipt.name,
        "sha256": receipt.sha256,
        "bytes": receipt.bytes,
        "status": receipt.status,
        "upload": receipt.upload_id if receipt.status != "ready" else None,
        "reason": str(receipt.reason) if receipt.reason else None,
        "format": ", ".join(dict.fromkeys(part.format for part in receipt.parts)) or None,
        "read": receipt.read,
        "kept": receipt.kept,
        "folded": receipt.folded,
        "replaced": receipt.replaced,
        "rejected": receipt.rejected,
        "coverage": _window_as_json(receipt.covered_from, receipt.covered_to),
        "parts": [_part_as_json(part) for part in receipt.parts],
        "questions": [
            {
                "id": question.id,
                "part": question.part,
                "text": str(question.text),
                "options": list(question.options),
                "default": question.default,
            }
            for question in receipt.questions
        ],
        "ignored": [{"part": name, "reason": str(why)} for name, why in receipt.ignored],
    }


def _part_as_json(part: PartReceipt) -> dict[str, Any]:
    numbers = ("read", "kept", "folded", "replaced", "rejected", "header_row", "brands", "channels", "sentiments")
    return {
        "part": part.part,
        "format": part.format,
        "title": part.format_title,
        "tool": part.tool,
        "table": part.table,
        **{name: getattr(part, name) for name in numbers},
        "coverage": _window_as_json(part.covered_from, part.covered_to),
        "columns": [{"header": use.header, "field": use.field, "samples": list(use.samples)} for use in part.columns],
        "rejects": [
            {"record": reject.record, "column": reject.column, "value": reject.value, "reason": reject.reason}
            for reject in part.rejects
        ],
        "notes": [str(note) for note in part.notes],
    }


def _window_as_json(first: date | None, last: date | None) -> dict[str, str] | None:
    return {"from": str(first), "to": str(last)} if first and last else None
