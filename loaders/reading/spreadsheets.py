"""Workbooks, opened in a process of their own (`loaders/reading/sandbox.py`)."""

from __future__ import annotations

import json
import mmap
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from data.sentences import Refusal, Sentence, sentence
from loaders.reading import budget, file_type

ROOT = Path(__file__).parents[2]
TIMEOUT = 120  # seconds of the clock
SECONDS = 60  # of processor time, and at most what the file may still cost


@dataclass(frozen=True)
class Sheet:
    """A sheet that has cells, written as CSV."""

    name: str
    path: Path
    notes: tuple[Sentence, ...]


def sheets(path: Path, *, kind: str, folder: Path) -> list[Sheet]:
    """The sheets of a workbook, written into `folder`. Raises Refusal for a locked, damaged, too large or empty one."""
    found_in = report(path, kind, folder)
    match found_in.get("error"):
        case "locked":
            raise _locked()
        case "damaged":
            raise Refusal(
                "The workbook is damaged, or was not written as Excel does: its sheets cannot be read. Open it in a "
                "spreadsheet, save it as XLSX, and load it again."
            )
        case "large":
            raise _too_large()
    found = [Sheet(one["name"], folder / one["file"], _notes(one)) for one in found_in["sheets"]]
    if not found:
        raise Refusal("All cells of the workbook are empty. Export it again.")
    return found


def kind_of_ole(path: Path) -> str:
    """`xls` for an old workbook. Raises Refusal for a locked new one, and for other Office documents."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if data.find(_utf16("EncryptedPackage")) >= 0:
            raise _locked()
        if data.find(_utf16("Workbook")) >= 0 or data.find(_utf16("Book")) >= 0:
            return "xls"
    raise file_type.other_document()


def report(path: Path, kind: str, folder: Path) -> dict:
    """What the process that opened a workbook or feed tells of it (sandbox.py)."""
    mine = budget.current()
    budget.check()
    seconds = SECONDS if mine is None else max(1, int(min(SECONDS, mine.left)))
    options = [kind, str(path), str(folder), str(seconds)]
    command = [sys.executable, "-X", "utf8", "-m", "loaders.reading.sandbox", *options]
    try:
        done = subprocess.run(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired:
        raise _too_large() from None
    lines = done.stdout.splitlines()
    if done.returncode == 0 and lines:
        told = json.loads(lines[-1])
        if mine is not None:
            mine.spent_elsewhere += told["seconds"]
        return told
    if done.returncode < 0 or done.returncode > 2:  # ended by a signal, by its limits, or by the operating system
        raise _too_large()
    return {"error": "damaged"}


def _notes(told: dict) -> tuple[Sentence, ...]:
    notes = []
    if told["formulas"]:
        notes.append(
            sentence(
                "Formulas without a result: {count} (the first in {cell}); they are read as formulas. Open the "
                "workbook in a spreadsheet, save it, and load it again.",
                count=told["formulas"],
                cell=told["first_formula"],
            )
        )
    if told["large"]:
        notes.append(
            sentence(
                "Numbers with more digits than a spreadsheet keeps: {count}. Their last digits are lost, and they "
                "identify nothing. Export ids as text.",
                count=told["large"],
            )
        )
    if told["replaced"]:
        notes.append(
            sentence("Unreadable characters (damaged bytes): {count}. Each is shown as �.", count=told["replaced"])
        )
    return tuple(notes)


def _locked() -> Refusal:
    return Refusal("The workbook is protected by a password. Open it, save it without the password, and load it again.")


def _too_large() -> Refusal:
    return Refusal(
        "The workbook needs more memory or time than allowed: often a stray cell is far from the table. Delete the "
        "empty rows and columns around the table, or save the sheet as CSV, and load it again."
    )


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")
