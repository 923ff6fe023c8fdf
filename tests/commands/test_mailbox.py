"""A request fails alone: whatever lies in the inbox, it is answered with a sentence and the next one is carried out."""

import json
import os
import sys
import time

import pytest

from commands import mailbox
from data.sentences import Refusal


def put(inbox, name, content):
    """A request that another program left in the inbox."""
    folder = inbox / name
    folder.mkdir(parents=True)
    if isinstance(content, bytes):
        (folder / "request.json").write_bytes(content)
    elif content == "folder":
        (folder / "request.json").mkdir()
    return folder


def raises(error):
    def handler(_store, _request, _folder):
        raise error

    return handler


HANDLERS = {
    "echo": lambda _store, request, _folder: {"code": 0, "output": request["content"], "errors": ""},
    "fault": raises(RuntimeError("broken")),
    "exit": raises(SystemExit(2)),
    "object": lambda _store, _request, _folder: {"code": object()},
}
BAD = {
    "a-no-json": (b"{", "a-no-json in the inbox cannot be read: it is not JSON"),
    "b-no-text": (b"\xff\xfe\x00", "b-no-text in the inbox cannot be read"),
    "c-empty": (b"", "c-empty in the inbox cannot be read"),
    "d-folder": ("folder", "d-folder in the inbox cannot be read"),
    "e-deep": (b"[" * 100_000, "e-deep in the inbox cannot be read"),
    "f-list": (b"[1]", "f-list in the inbox asks for 'None', which this version does not know"),
    "g-later": (b'{"kind": "teleport"}', "asks for 'teleport', which this version does not know: it knows echo"),
    "h-list-kind": (b'{"kind": ["echo"]}', "which this version does not know"),
    "i-no-content": (b'{"kind": "echo"}', "its log says why"),
    "j-fault": (b'{"kind": "fault"}', "its log says why"),
    "k-exit": (b'{"kind": "exit"}', "its log says why"),
    "l-object": (b'{"kind": "object"}', "its log says why"),
    "é m'`$ ": (b"null", "asks for 'None'"),
}


def test_each_bad_request_is_named_and_the_good_one_behind_them_is_answered(store, monkeypatch):
    monkeypatch.setattr(mailbox, "POLL_SECONDS", 0.01)
    path = store.path
    inbox = mailbox.inbox_of(path)
    folders = {name: put(inbox, name, content) for name, (content, _) in BAD.items()}
    (inbox / "a file.txt").write_text("left here")
    (inbox / "empty folder").mkdir()
    unfinished = put(inbox, ".writing", b'{"kind": "ec')
    end = mailbox.serve(store, HANDLERS)
    try:
        awaited = time.monotonic() + 5
        while not (inbox / "alive").exists() and time.monotonic() < awaited:
            time.sleep(0.01)
        assert mailbox.ask(path, "echo", "hello", files=[], timeout=5)["output"] == "hello"
    finally:
        end()
    for name, (_, said) in BAD.items():
        reply = json.loads((folders[name] / "reply.json").read_text(encoding="utf-8"))
        assert (reply["code"], said in reply["errors"]) == (1, True), (name, reply)
    assert not (unfinished / "reply.json").exists()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_reply_that_cannot_be_written_does_not_repeat_the_request(store, monkeypatch):
    _carried_out_once(store, monkeypatch, lambda folder: folder.chmod(0o500))


def test_a_reply_whose_place_is_taken_does_not_repeat_the_request(store, monkeypatch):
    _carried_out_once(store, monkeypatch, lambda folder: (folder / "reply.part").mkdir())


def _carried_out_once(store, monkeypatch, obstruct):
    monkeypatch.setattr(mailbox, "POLL_SECONDS", 0.01)
    path = store.path
    obstruct(put(mailbox.inbox_of(path), "a", b'{"kind": "count"}'))
    put(mailbox.inbox_of(path), "b", b'{"kind": "count"}')
    done = []
    end = mailbox.serve(store, {"count": lambda _store, _request, folder: done.append(folder.name) or {"code": 0}})
    time.sleep(0.3)
    end()
    assert done == ["a", "b"]


def test_a_sign_of_life_of_before_the_clock_was_set_back_is_none(tmp_path):
    inbox = mailbox.inbox_of(tmp_path / "store.duckdb")
    inbox.mkdir()
    (inbox / "alive").touch()
    os.utime(inbox / "alive", (time.time() + 3600,) * 2)
    with pytest.raises(Refusal, match="does not answer requests"):
        mailbox.ask(tmp_path / "store.duckdb", "data", {}, files=[], timeout=1)
