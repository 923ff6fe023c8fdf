"""Requests to the process that owns the store, and its replies, as files in the inbox folder.

A request is a folder, renamed into the inbox when complete: `request.json` and the files that it refers to. The owner
renames it to `taken.json` before it begins, so that each is carried out once, whatever ends the owner; the files go when
it has ended. The reply is `reply.json` in the same folder. The owner touches `alive` every second.
"""

from __future__ import annotations

import json
import logging
import shutil
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from commands.background import Background
from data.access.acting import COMMAND_LINE, acting
from data.sentences import Refusal
from data.store import Store

Handler = Callable[[Store, dict[str, Any], Path], dict[str, Any]]

POLL_SECONDS = 0.3
ALIVE_SECONDS = 5.0
REPLY_KEPT_SECONDS = 3600.0
REQUEST, TAKEN = "request.json", "taken.json"

log = logging.getLogger(__name__)


def inbox_of(store: Path) -> Path:
    """The inbox of a store file."""
    return store.with_suffix(".inbox")


def ask(
    store: Path, kind: str, content: dict[str, Any], *, files: list[Path], timeout: float = 600.0
) -> dict[str, Any]:
    """Send a request to the owner of the store and wait for its reply, at most `timeout` seconds.

    Raises Refusal when no owner is alive, or no reply came in time (the request stays and is still carried out).
    """
    inbox = inbox_of(store)
    if not _alive(inbox):
        raise Refusal(
            "Another program is using the store {name} and does not answer requests. Close it, or restart the "
            "dashboard.",
            name=store.name,
        )
    number = uuid.uuid4().hex
    making = inbox / f".{number}"
    making.mkdir(mode=0o700, parents=True)
    attached = []
    for index, path in enumerate(files):
        subfolder = making / str(index)
        subfolder.mkdir()
        shutil.copyfile(path, subfolder / "content")
        attached.append({"place": f"{index}/content", "name": path.name})
    (making / REQUEST).write_text(json.dumps({"kind": kind, "content": content, "files": attached}), encoding="utf-8")
    request = making.rename(inbox / number)
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        reply = request / "reply.json"
        if reply.exists():
            answer = json.loads(reply.read_text(encoding="utf-8"))
            shutil.rmtree(request, ignore_errors=True)
            return answer
        time.sleep(POLL_SECONDS / 3)
    raise Refusal(
        "The dashboard has not answered in {seconds} s; the request stays in its inbox.", seconds=int(timeout)
    )


def serve(store: Store, handlers: dict[str, Handler]) -> Callable[[], None]:
    """Answer requests in a thread, until the store closes. Returns the function that ends it before."""
    inbox = inbox_of(store.path)
    inbox.mkdir(mode=0o700, parents=True, exist_ok=True)
    _answer_interrupted(inbox)
    rounds = Rounds(store, handlers=handlers, every=POLL_SECONDS)
    rounds.begin()
    return rounds.stop


@dataclass
class Rounds(Background):
    """A thread that answers the requests of the inbox."""

    name: str = "inbox"
    patience: float = 5.0
    is_of_each: bool = True
    handlers: dict[str, Handler] = field(kw_only=True)
    _touched: float = 0.0  # by time.monotonic()
    _answered: set[str] = field(default_factory=set)  # each request once, even where its reply cannot be written

    def round(self) -> None:
        inbox = inbox_of(self.store.path)
        if time.monotonic() - self._touched > 1:
            inbox.mkdir(mode=0o700, parents=True, exist_ok=True)
            (inbox / "alive").touch()
            self._touched = time.monotonic()
            _sweep(inbox)
        for folder in _waiting(inbox, self._answered):
            self._answered.add(folder.name)
            _answer(self.store, self.handlers, folder)

    def stop(self) -> None:
        super().stop()
        (inbox_of(self.store.path) / "alive").unlink(missing_ok=True)


def waiting(store: Path) -> int:
    """How many requests nobody has begun to answer."""
    return len(_waiting(inbox_of(store), set()))


def _waiting(inbox: Path, answered: set[str]) -> list[Path]:
    """The folders of complete requests without a reply, in the order of their names. One that is still being written
    begins with a dot."""
    return [
        request.parent
        for request in sorted(inbox.glob(f"[!.]*/{REQUEST}"))
        if request.parent.name not in answered and not (request.parent / "reply.json").exists()
    ]


def _answer(store: Store, handlers: dict[str, Handler], folder: Path) -> None:
    """Carry out one request; whatever is wrong with it, it gets a reply, and the next one its turn."""
    with suppress(OSError):  # a folder that takes no writing: `answered` remembers it
        (folder / REQUEST).rename(folder / TAKEN)
    beat = threading.Event()
    heart = threading.Thread(target=_beat, args=(folder.parent / "alive", beat), daemon=True)
    heart.start()
    try:
        with acting(COMMAND_LINE):  # whoever may write into the folder is the owner of the machine
            reply = _carried_out(store, handlers, folder)
        text = json.dumps(reply)
    except Refusal as refusal:
        log.warning("request %s: %s", folder.name, refusal)
        text = json.dumps({"code": 1, "output": "", "errors": f"{refusal}\n"})
    except (Exception, SystemExit):  # a handler's own fault, or an argument that its parser ends the program for
        log.exception("request %s failed", folder.name)
        text = json.dumps(
            {"code": 1, "output": "", "errors": "The dashboard could not carry out the request; its log says why.\n"}
        )
    finally:
        beat.set()
        for given in folder.glob("*/content"):  # copies of files that people loaded
            given.unlink(missing_ok=True)
    _reply(folder, text)


def _reply(folder: Path, text: str) -> None:
    partial = folder / "reply.part"
    partial.write_text(text, encoding="utf-8")
    partial.rename(folder / "reply.json")


def _answer_interrupted(inbox: Path) -> None:
    """Answer what an earlier owner began and did not end; where there is no room for a reply, drop the request."""
    text = json.dumps(
        {
            "code": 1,
            "output": "",
            "errors": "The dashboard ended while it carried out this request: look what became of it (python -m data "
            "uploads), and send it again if need be.\n",
        }
    )
    for taken in inbox.glob(f"[!.]*/{TAKEN}"):
        folder = taken.parent
        if (folder / "reply.json").exists():
            continue
        for given in folder.glob("*/content"):
            given.unlink(missing_ok=True)
        try:
            _reply(folder, text)
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)


def _carried_out(store: Store, handlers: dict[str, Handler], folder: Path) -> dict[str, Any]:
    """The reply of the request's handler. Raises Refusal, naming the request, for what is no request."""
    try:
        written = folder / TAKEN if (folder / TAKEN).exists() else folder / REQUEST
        request = json.loads(written.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise Refusal(
            "The request {name} in the inbox cannot be read: it is not JSON ({error}). Delete its folder, and send it "
            "again.",
            name=folder.name,
            error=str(error),
        ) from error
    kind = request.get("kind") if isinstance(request, dict) else None
    if not isinstance(kind, str) or kind not in handlers:
        raise Refusal(
            "The request {name} in the inbox asks for '{kind}', which this version does not know: it knows {known}.",
            name=folder.name,
            kind=str(kind),
            known=", ".join(sorted(handlers)),
        )
    return handlers[kind](store, request, folder)


def _beat(alive: Path, stop: threading.Event) -> None:
    """Touch `alive` while a long request runs."""
    while not stop.wait(1):
        with suppress(OSError):  # a long request is worth more than a sign of life
            alive.touch()


def _sweep(inbox: Path) -> None:
    """Delete replies that nobody fetched within REPLY_KEPT_SECONDS, and requests that nobody goes on writing."""
    unfinished = (path for place in (".*", ".*/*", ".*/*/*") for path in inbox.glob(place) if path.is_file())
    for written in (*inbox.glob("*/reply.json"), *unfinished):
        with suppress(FileNotFoundError):  # fetched meanwhile
            if abs(time.time() - written.stat().st_mtime) > REPLY_KEPT_SECONDS:
                shutil.rmtree(inbox / written.relative_to(inbox).parts[0], ignore_errors=True)


def _alive(inbox: Path) -> bool:
    """Whether an owner touched its sign of life a moment ago; one in the future is of before the clock was set back."""
    try:
        return abs(time.time() - (inbox / "alive").stat().st_mtime) < ALIVE_SECONDS
    except OSError:
        return False
