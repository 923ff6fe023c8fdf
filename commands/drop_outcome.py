"""What becomes of one file of the inbox folder: loaded as the screen Uploads would, by the process that owns the store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from commands import drop_receipt, mailbox
from data.decisions import drop_folder, retention
from data.derived import backlog, sentiment_labels
from data.sentences import Sentence, from_json, sentence
from data.store import Store
from loaders.drop_folder.seen import printable
from loaders.load import load, preview
from loaders.reading.file import fingerprint
from loaders.receipt import Receipt

KIND = "inbox folder"  # of the request to the owner


@dataclass(frozen=True)
class Outcome:
    """`status`: loaded, already loaded, refused, needs an answer, or failed, which is the machine's fault and is tried
    again. `text`: the receipt for people. `said`: in a sentence why it is not loaded. `questions`: what is asked."""

    status: str
    sha256: str
    text: str
    said: Sentence | None = None
    questions: tuple[Sentence, ...] = ()


def of_file(store: Store, path: Path, *, name: str, waited: bool = False) -> Outcome:
    """Load a file that nobody changes any more, with the answers that are remembered, and tell what became of it.

    `waited`: it was waiting for an answer, so that one which is loaded already was loaded by the answer of a person.
    """
    name = printable(name)
    receipt = _loaded(store, path, name=name)
    if waited and receipt.status == "already loaded":
        receipt = replace(receipt, status="loaded", reason=None)
    status = "failed" if receipt.may_pass else receipt.status
    text = drop_receipt.text_of(store, receipt, drop_folder.language_of(store))
    said = None if status == "loaded" else receipt.reason
    return Outcome(status, receipt.sha256, text, said, tuple(question.text for question in receipt.questions))


def _loaded(store: Store, path: Path, *, name: str) -> Receipt:
    """The receipt of loading; a content that was refused from there before is not listed as refused once more."""
    sha256, _ = fingerprint(path)
    if store.value(
        "select count(*) from uploads where sha256 = ? and status = 'refused' and origin = ?",
        [sha256, drop_folder.ORIGIN],
    ):
        receipt = preview(store, path, name=name)
        if receipt.status != "ready":
            return receipt
    return load(store, path, name=name, who=drop_folder.ORIGIN, origin=drop_folder.ORIGIN)


def settle(store: Store, *, is_stopped: Callable[[], bool]) -> None:
    """What Uploads does after a load: near-duplicates, labels, and the bytes past their retention."""
    retention.sweep(store)
    for _ in backlog.settling(store):
        if is_stopped():
            return
    if sentiment_labels.is_on(store):
        for _ in sentiment_labels.labelling(store):
            if is_stopped():
                return


def answer(store: Store, request: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The owner's side: the outcome of a file that another process found in a folder that it watches."""
    (file,) = request["files"]
    outcome = of_file(store, folder / file["place"], name=request["content"]["name"])
    if outcome.status == "loaded":
        settle(store, is_stopped=lambda: False)
    return {
        "status": outcome.status,
        "sha256": outcome.sha256,
        "text": outcome.text,
        "said": outcome.said.as_json() if outcome.said else None,
        "questions": [one.as_json() for one in outcome.questions],
    }


def hand_over(store: Path, path: Path, *, name: str) -> Outcome:
    """Have the owner of the store load a file. Raises Refusal when it does not answer."""
    reply = mailbox.ask(store, KIND, {"name": name}, files=[path])
    if "status" not in reply:  # the owner failed to carry it out, or is of a version that knows no such request
        said = sentence("The dashboard did not load it: {reason}", reason=str(reply.get("errors", "")).strip())
        return Outcome("failed", "", "", said)
    said = from_json(reply["said"]) if reply["said"] else None
    return Outcome(reply["status"], reply["sha256"], reply["text"], said, tuple(map(from_json, reply["questions"])))
