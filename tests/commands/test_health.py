"""What a running server says of itself: each thread, the disk, what waits; and that a thread which ended is begun again."""

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

from commands import mailbox
from data.migrations import open_store
from tests.browser.serving import free_port, served
from tests.test_house import ROOT

THREADS = {"inbox", "inbox folder", "watch", "publishing", "reports", "housekeeping", "renewal", "supervisor"}

# the server, one of whose threads ends by itself as soon as it has made its first round
BROKEN = """
import sys, threading, time
sys.path.insert(0, {root!r})
from commands import background

def breaking(name):
    while True:
        for store in list(background._RUNNING):
            for one in background.running(store):
                if one.name == name and one.state()["last_round_seconds_ago"] is not None:
                    every, one.every = one.every, "no number"
                    while one._thread.is_alive():
                        time.sleep(0.01)
                    one.every = every
                    return
        time.sleep(0.01)

threading.Thread(target=breaking, args=({name!r},), daemon=True).start()
import server
server.main()
"""


def fill(path: Path) -> None:
    """Take all the room of a disk."""
    with path.open("wb", buffering=0) as filler, suppress(OSError):
        while True:
            filler.write(b"x" * 512)


def health(address: str) -> dict:
    with urllib.request.urlopen(f"{address}/api/healthz", timeout=30) as answer:
        return json.loads(answer.read())


def test_it_tells_every_thread_the_disk_and_what_waits(tmp_path):
    store = tmp_path / "e-reputation.duckdb"
    open_store(store).close()
    with served(store, renewing=True) as address:
        told = health(address)
        assert told["status"] == "ok"
        assert set(told["threads"]) == THREADS
        for name, state in told["threads"].items():
            assert (state["alive"], state["failed_rounds"], state["restarts"]) == (True, 0, 0), name
        assert told["disk_free_bytes"] == pytest.approx(shutil.disk_usage(tmp_path).free, abs=2e9)
        assert (told["requests_waiting"], told["messages_waiting"], told["days_pending"]) == (0, 0, 0)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["inbox", "supervisor"])
def test_a_thread_that_ends_is_begun_again_by_the_server_itself(tmp_path, name):
    store = tmp_path / "e-reputation.duckdb"
    open_store(store).close()
    port = free_port()
    with (tmp_path / "log").open("wb") as out:
        server = subprocess.Popen(
            [sys.executable, "-c", BROKEN.format(root=str(ROOT), name=name), "--port", str(port)],
            cwd=ROOT,
            env={**os.environ, "EREPUTATION_STORE": str(store)},
            stdout=out,
            stderr=out,
        )
    try:
        last = time.monotonic() + 120
        while True:
            assert server.poll() is None, (tmp_path / "log").read_text()
            assert time.monotonic() < last, (tmp_path / "log").read_text()
            try:
                told = health(f"http://127.0.0.1:{port}")
            except OSError:  # not up yet, or 503 while the thread is down
                told = {}
            state = told.get("threads", {}).get(name, {})
            if state.get("restarts") == 1 and state["alive"]:
                break
            time.sleep(0.3)
        assert told["status"] == "ok"
        assert "has ended, and is begun again" in (tmp_path / "log").read_text()
        if name == "inbox":  # it answers the command line as before
            done = subprocess.run(
                [sys.executable, "-m", "data", "uploads"],
                cwd=ROOT,
                env={**os.environ, "EREPUTATION_STORE": str(store)},
                capture_output=True,
                text=True,
                check=False,
                timeout=60,
            )
            assert (done.returncode, done.stderr) == (0, "")
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_request_for_whose_reply_there_is_no_room_does_not_block_the_next_start(store, tmp_path, monkeypatch):
    monkeypatch.setattr(mailbox, "POLL_SECONDS", 0.01)
    inbox = mailbox.inbox_of(store.path)
    inbox.mkdir(exist_ok=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(inbox)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.strip()}")
    try:
        done = []

        def answer(_store, _request, folder):
            done.append(folder.name)
            if len(done) == 1:  # the disk is full by the time of the reply
                fill(inbox / "full")
            return {"code": 0, "output": "x" * 9000, "errors": ""}

        (inbox / "a").mkdir()
        (inbox / "a" / "request.json").write_text('{"kind": "count"}')
        end = mailbox.serve(store, {"count": answer})
        last = time.monotonic() + 10
        while not done or not (inbox / "full").exists():
            assert time.monotonic() < last
            time.sleep(0.01)
        time.sleep(0.2)
        end()
        assert done == ["a"]
        end = mailbox.serve(store, {"count": answer})  # on the full disk
        time.sleep(0.2)
        (inbox / "full").unlink()
        (inbox / ".b").mkdir()
        (inbox / ".b" / "request.json").write_text('{"kind": "count"}')
        (inbox / ".b").rename(inbox / "b")
        while not (inbox / "b" / "reply.json").exists():
            assert time.monotonic() < last + 10
            time.sleep(0.01)
        end()
        assert done == ["a", "b"]  # the first was not carried out twice
    finally:
        subprocess.run(["umount", str(inbox)], check=False)
