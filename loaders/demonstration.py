"""The demonstration data: exports of a fictional car maker, loaded like real ones."""

from __future__ import annotations

import tempfile
from pathlib import Path

from data import demo, ledger
from data.access.acting import APPROVER, current
from data.access.door import require
from data.decisions import annotations, press_lists
from data.decisions.brands import set_role
from data.decisions.publishing_plan import plan
from data.sentences import Sentence, sentence
from data.store import Store
from loaders.load import load
from loaders.plan import Progress, no_progress
from loaders.receipt import Receipt

ORIGIN = "demonstration"


def load_demonstration(store: Store, *, progress: Progress = no_progress) -> tuple[Receipt, ...]:
    """Make the demonstration exports, load each, declare the brands, its tier-1 outlets and key messages, plan the posts and
    note the dated events."""
    require(current(), APPROVER)
    # before the files, which are then read once
    press_lists.decide(store, demo.OWN, outlets=demo.TIER_ONE, messages=demo.KEY_MESSAGES, who=ORIGIN)
    with tempfile.TemporaryDirectory() as folder:
        progress(0.0, sentence("Writing the demonstration exports"))
        files = demo.generate(Path(folder))
        answers, windows = demo.answers(), demo.windows()
        receipts = []
        for index, path in enumerate(files):
            progress(0.1 + 0.9 * index / len(files), sentence("Loading {name}", name=path.name))
            receipts.append(
                load(
                    store,
                    path,
                    name=path.name,
                    who=ORIGIN,
                    origin=ORIGIN,
                    answers=answers.get(path.name),
                    covered=windows.get(path.name),
                )
            )
    for brand, role in demo.BRANDS.items():
        set_role(store, brand, role, who=ORIGIN)
    for channel, posts_per_week in demo.PLAN.items():
        plan(store, channel, posts_per_week, valid_from=demo.FIRST_DAY, who=ORIGIN, brand=demo.OWN)
    _annotate(store)
    progress(1.0, sentence("Done"))
    return tuple(receipts)


def _annotate(store: Store) -> None:
    """Note the events of the story, once."""
    held = {one.title for one in annotations.history(store) if one.recorded_by == ORIGIN}
    for note in demo.NOTES:
        if note.title not in held:
            annotations.annotate(
                store,
                note.kind,
                note.title,
                first_day=note.first_day,
                last_day=note.last_day,
                brand=note.brand,
                who=ORIGIN,
            )


def remove_demonstration(store: Store, *, who: str) -> Sentence:
    """Withdraw every demonstration upload, and delete its brand roles, press lists, publishing plan and
    annotations."""
    require(current(), APPROVER)
    loaded = store.rows(
        "select upload_id from uploads where origin = ? and status = 'loaded' order by seq desc", [ORIGIN]
    )
    for row in loaded:
        ledger.withdraw(store, row["upload_id"], who=who)
    with store.writing() as cursor:
        cursor.execute("delete from brand_roles where set_by = ?", [ORIGIN])
        cursor.execute("delete from publishing_plans where set_by = ?", [ORIGIN])
        cursor.execute(
            "delete from decisions where set_by = ? and list_contains(?, kind)", [ORIGIN, list(press_lists.KINDS)]
        )
        noted = "select annotation from annotations where recorded_by = ?"  # with what a person changed of them
        cursor.execute(f"delete from annotations where annotation in ({noted})", [ORIGIN])
    press_lists.rederive(store)
    return sentence("Demonstration files withdrawn: {count}.", count=len(loaded))


def is_loaded(store: Store) -> bool:
    """Whether a demonstration upload is loaded."""
    return bool(store.value_once("select count(*) from uploads where origin = ? and status = 'loaded'", [ORIGIN]))
