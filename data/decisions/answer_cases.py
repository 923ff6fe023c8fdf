"""Cases: statements of an assistant, or results and suggestions, that somebody looks after. Each step is a decision."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from data.decisions import log as decision_log
from data.sentences import Refusal
from data.store import Store

KIND = "answer_case"
STATES = ("open", "corrected", "not wrong")
LONGEST = 500  # characters of a note


@dataclass(frozen=True)
class Case:
    """What is wrong, and who looks after it. `set_at` in UTC."""

    brand: str
    engine: str
    query: str
    item: str
    owner: str
    state: str
    note: str = ""
    set_at: datetime = datetime(1900, 1, 1)
    set_by: str = ""


def cases(store: Store, brand: str) -> tuple[Case, ...]:
    """The cases of a brand, the open ones first, then the latest."""
    found = []
    for subject, one in decision_log.in_force(store, KIND).items():
        of, engine, query, item = json.loads(subject)
        if of == brand:
            found.append(Case(of, engine, query, item, **json.loads(one.value), set_at=one.set_at, set_by=one.set_by))
    latest = sorted(found, key=lambda case: case.set_at, reverse=True)
    return tuple(sorted(latest, key=lambda case: case.state != "open"))


def set_case(store: Store, one: Case, *, who: str) -> None:
    """Open a case, or change its owner, state or note. Raises Refusal without an owner, or for an unknown state."""
    owner, note = " ".join(one.owner.split()), one.note.strip()
    if not owner:
        raise Refusal("A case needs an owner: name who looks after it.")
    if one.state not in STATES:
        raise Refusal("'{state}' is not a state of a case: use {known}.", state=one.state, known=", ".join(STATES))
    if len(note) > LONGEST:
        raise Refusal("A note has at most {most} characters; this one has {length}.", most=LONGEST, length=len(note))
    subject = json.dumps([one.brand, one.engine, one.query, one.item], ensure_ascii=False)
    value = json.dumps({"owner": owner, "state": one.state, "note": note}, ensure_ascii=False, sort_keys=True)
    decision_log.decide(store, KIND, subject, value, who=who)
