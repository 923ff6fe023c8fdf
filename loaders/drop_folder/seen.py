"""What the last look into the inbox folder saw: told by the thread that looks, read by the screens of the same process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from data.sentences import Sentence
from data.store import Store


@dataclass(frozen=True)
class Waiting:
    """A file that waits for an answer: the hash of its bytes, and what is asked. `since`: in UTC."""

    name: str
    path: Path
    sha256: str
    since: datetime
    questions: tuple[Sentence, ...]


@dataclass(frozen=True)
class Look:
    """A look into the folder at a moment in UTC. `at` None: none is over yet.

    `arriving`: files that are not whole. `unread`: subfolders and links. `faults`: file -> why it could not be loaded or
    moved; it is tried again. `problem`: why nothing is loaded. `loading`: the file that is being loaded.
    """

    folder: str
    at: datetime | None = None
    waiting: tuple[Waiting, ...] = ()
    arriving: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    faults: tuple[tuple[str, Sentence], ...] = ()
    problem: Sentence | None = None
    loading: str | None = None


_LOOKS: dict[Path, Look] = {}


def publish(store: Store, look: Look | None) -> None:
    """Tell what was seen; None: there is no folder to look into."""
    if look is None:
        _LOOKS.pop(store.path, None)
    else:
        _LOOKS[store.path] = look


def latest(store: Store) -> Look | None:
    """The last look; None where nobody looks."""
    return _LOOKS.get(store.path)


def printable(text: str) -> str:
    """A text of a file, or its name, on one line: without signs that move a cursor or that no encoding holds."""
    plain = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(sign if sign.isprintable() else " " for sign in plain)
