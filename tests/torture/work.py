"""What a store is used for, at random: each piece of work is told before it begins and after it is done.

Runs in a process that may be killed at any moment; what it told of as done must be in the store afterwards.
"""

from __future__ import annotations

import io
import json
import os
import random
from collections.abc import Callable
from pathlib import Path

from commands import reports as reports_command
from commands import run as runner
from data import ledger
from data.backups import making
from data.decisions import brands, corrections
from data.derived import backlog
from data.migrations import open_store
from data.store import Store
from loaders.load import load

BRAND = "Aurelle"


def export(chance: random.Random) -> str:
    """An export of mentions, of a few days of March and April."""
    day = chance.randrange(1, 27)
    rows = [
        f"2026-03-{day + row % 3:02} {row % 24:02}:10,{BRAND},x,{_text(chance)},a{row % 7},{chance.choice(['positive', 'negative', ''])}"
        for row in range(chance.randrange(5, 120))
    ]
    return "\n".join(["Date,Brand,Channel,Text,Author,Sentiment", *rows]) + "\n"


def _text(chance: random.Random) -> str:
    return " ".join(chance.choice(("retard", "colis", "belle", "panne", "merci", "service")) for _ in range(9))


def first(path: Path) -> None:
    """A store that holds something."""
    store = open_store(path)
    chance = random.Random(1)
    for _ in range(3):
        _load(store, chance)
    brands.set_role(store, BRAND, "own", who="test")
    store.close()


def _load(store: Store, chance: random.Random) -> str:
    path = store.work / f"given-{chance.random()}"
    path.write_text(export(chance), encoding="utf-8")
    return load(store, path, name="mentions.csv", who="test", origin="test").sha256


def _undo(store: Store, chance: random.Random) -> str:
    known = [
        row["upload_id"] for row in store.rows("select upload_id from uploads where status = 'loaded' order by seq")
    ]
    if len(known) < 3:
        return ""
    chosen = chance.choice(known)
    ledger.withdraw(store, chosen, who="test")
    return chosen


def _correct(store: Store, chance: random.Random) -> str:
    known = store.rows("select identity from mentions order by identity limit 50")
    if not known:
        return ""
    done = corrections.correct(store, chance.choice(known)["identity"], field="sentiment", value="neutral", who="test")
    return str(done.correction)


def _settle(store: Store, _chance: random.Random) -> str:
    backlog.settle(store)
    return ""


def _back_up(store: Store, _chance: random.Random) -> str:
    return making.make(store, "by hand").name


def _report(store: Store, _chance: random.Random) -> str:
    place = store.work / "made"
    place.mkdir(exist_ok=True)
    output, errors = io.StringIO(), io.StringIO()
    arguments = [
        "weekly",
        "--week",
        "2026-W12",
        "--brand",
        BRAND,
        "--role",
        "senior",
        "--out",
        str(place),
        "--as-of",
        "2026-04-01",
    ]
    code = reports_command.run(
        [*arguments, "--lang", "en", "--face", "json", "--again"], store, {runner.MADE: place}, output, errors
    )
    assert code == 0, errors.getvalue()
    return str(store.value("select max(report) from issued_reports"))


KINDS: dict[str, Callable[[Store, random.Random], str]] = {
    "load": _load, "undo": _undo, "correct": _correct, "settle": _settle, "backup": _back_up, "report": _report,
}  # fmt: skip


def worked(path: Path, log: Path, kinds: tuple[str, ...], seed: int) -> None:
    """Work on a store without end, or until the pieces of work are done once when they are several; tells of each."""
    chance = random.Random(seed)
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    store = open_store(path)
    os.write(handle, b'["open"]\n')
    while True:
        kind = chance.choice(kinds)
        os.write(handle, json.dumps(["begin", kind]).encode() + b"\n")
        done = KINDS[kind](store, chance)
        os.write(handle, json.dumps(["done", kind, done]).encode() + b"\n")
