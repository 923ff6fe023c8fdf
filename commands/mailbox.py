"""Requests to the process that owns the store, and its replies, as files in the inbox folder.

A request is a folder, renamed into the inbox when complete: `request.json` and the files that it refers to. The reply
is `reply.json` in the same folder. The owner touches `alive` every second.
"""

from __future__ import annotations

import json
import logging
import shutil
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from data.sentences import Refusal
from data.store import Store

Handler = Callable[[Store, dict[str, Any], Path], dict[str, Any]]

POLL_SECONDS = 0.3
ALIVE_SECONDS = 5.0
REPLY_KEPT_SECONDS = 3600.0

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
    making.mkdir(parents=True)
    attached = []
    for index, path in enumerate(files):
        subfolder = making / str(index)
        subfolder.mkdir()
        shutil.copyfile(path, subfolder / "content")
        attached.append({"place": f"{index}/content", "name": path.name})
    (making / "request.json").write_text(
        json.dumps({"kind": kind, "content": content, "files": attached}), encoding="utf-8"
    )
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
    """Answer requests in a thread. Returns the function that stops it."""
    stop = threading.Event()
    inbox = inbox_of(store.path)
    inbox.mkdir(mode=0o700, parents=True, exist_ok=True)
    thread = threading.Thread(target=_watch, args=(store, handlers, inbox, stop), name="inbox", daemon=True)
    thread.start()

    def end() -> None:
        stop.set()
        thread.join(timeout=5)
        (inbox / "alive").unlink(missing_ok=True)

    return end


def _watch(store: Store, handlers: dict[str, Handler], inbox: Path, stop: threading.Event) -> None:
    alive = inbox / "alive"
    touched = 0.0
    while not stop.is_set():
        if time.monotonic() - touched > 1:
            alive.touch()
            touched = time.monotonic()
            _sweep(inbox)
        for request in sorted(inbox.glob("*/request.json")):
            if not (request.parent / "reply.json").exists():
                _answer(store, handlers, request.parent)
        stop.wait(POLL_SECONDS)


def _answer(store: Store, handlers: dict[str, Handler], folder: Path) -> None:
    request = json.loads((folder / "request.json").read_text(encoding="utf-8"))
    beat = threading.Event()
    heart = threading.Thread(target=_beat, args=(folder.parent / "alive", beat), daemon=True)
    heart.start()
    try:
        reply = handlers[request["kind"]](store, request, folder)
    except Exception:  # the thread must survive: logged with traceback, answered with a sentence
        log.exception("request %s failed", folder.name)
        reply = {
            "code": 1,
            "output": "",
            "errors": "The dashboard could not carry out the request; its log says why.\n",
        }
    finally:
        beat.set()
    partial = folder / "reply.part"
    partial.write_text(json.dumps(reply), encoding="utf-8")
    partial.rename(folder / "reply.json")


def _beat(alive: Path, stop: threading.Event) -> None:
    """Touch `alive` while a long request runs."""
    while not stop.wait(1):
        alive.touch()


def _sweep(inbox: Path) -> None:
    """Delete replies that nobody fetched within REPLY_KEPT_SECONDS."""
    for reply in inbox.glob("*/reply.json"):
        if time.time() - reply.stat().st_mtime > REPLY_KEPT_SECONDS:
            shutil.rmtree(reply.parent, ignore_errors=True)


def _alive(inbox: Path) -> bool:
    alive = inbox / "alive"
    return alive.exists() and time.time() - alive.stat().st_mtime < ALIVE_SECONDS
