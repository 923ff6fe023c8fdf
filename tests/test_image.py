"""The command of the image, as the Dockerfile says it, in a network of its own; asked from outside of it.

Needs root, `ip` (Debian: iproute2) and leave to make network namespaces; skips with a sentence where it has not.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from contextlib import contextmanager

import pytest

from tests.test_house import ROOT

OUTSIDE, INSIDE = "10.231.77.1", "10.231.77.2"
PORT = 8501


def the_image() -> tuple[list[str], dict[str, str]]:
    """(command, environment) of the Dockerfile."""
    text = re.sub(r"\\\n\s*", " ", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
    environment = {}
    for line in re.findall(r"^ENV (.*)$", text, re.MULTILINE):
        environment |= dict(one.split("=", 1) for one in shlex.split(line))
    commands = re.findall(r"^CMD (\[.*\])$", text, re.MULTILINE)  # that of the health check stands further in
    assert len(commands) == 1
    assert re.findall(r"^EXPOSE (\d+)$", text, re.MULTILINE) == [str(PORT)]
    return json.loads(commands[0]), environment


@pytest.fixture(scope="module")
def network():
    """A namespace whose one way out is a pair of interfaces to this machine."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root may make a network namespace: run this test as root, on Linux")
    if shutil.which("ip") is None:
        pytest.skip("there is no `ip` on this machine: apt-get install iproute2 runs this test")
    name = f"er{uuid.uuid4().hex[:8]}"
    made = subprocess.run(["ip", "netns", "add", name], capture_output=True, text=True, check=False)
    if made.returncode:
        pytest.skip(f"network namespaces are not permitted here: {made.stderr.strip()}")
    try:
        for command in (
            f"ip link add {name}o type veth peer name {name}i netns {name}",
            f"ip addr add {OUTSIDE}/30 dev {name}o",
            f"ip link set {name}o up",
            f"ip -n {name} addr add {INSIDE}/30 dev {name}i",
            f"ip -n {name} link set {name}i up",
            f"ip -n {name} link set lo up",
        ):
            done = subprocess.run(command.split(), capture_output=True, text=True, check=False)
            if done.returncode:
                pytest.skip(f"network namespaces are not permitted here: {command}: {done.stderr.strip()}")
        yield name
    finally:
        subprocess.run(["ip", "netns", "del", name], check=False)  # with its interfaces


@contextmanager
def container(network, folder, **more):
    """The command of the image with its environment, on a store of its own. Yields the process and its log."""
    command, environment = the_image()
    assert command[0] == "python"
    environment |= {"EREPUTATION_STORE": str(folder / "store" / "e-reputation.duckdb"), "EREPUTATION_RENEWAL": "off"}
    (folder / "store").mkdir()
    log = folder / "log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            ["ip", "netns", "exec", network, sys.executable, *command[1:]],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "HOME": str(folder), **environment, **more},
            stdout=out,
            stderr=out,
        )
        try:
            yield server, log
        finally:
            server.terminate()
            server.wait(timeout=30)


def asked(path: str, *, host: str | None = None) -> int:
    """The status of an answer, asked from outside; 0: nobody answers there."""
    request = urllib.request.Request(f"http://{INSIDE}:{PORT}{path}", headers={"Host": host} if host else {})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def awaited(server, log):
    last = time.monotonic() + 180
    while asked("/api/healthz") != 200:
        assert server.poll() is None, log.read_text()
        assert time.monotonic() < last, log.read_text()
        time.sleep(0.3)


def test_the_image_is_told_to_be_open_by_whoever_runs_it_and_by_nothing_else():
    command, environment = the_image()
    assert command == ["python", "server.py"]
    assert environment["STREAMLIT_SERVER_ADDRESS"] == "0.0.0.0"
    assert environment["EREPUTATION_HOSTS"].split() == ["localhost", "127.0.0.1"]
    assert "EREPUTATION_OPEN_TO_ALL" not in environment


@pytest.mark.slow
def test_open_it_answers_its_own_names_from_outside_and_no_other(network, tmp_path):
    with container(network, tmp_path, EREPUTATION_OPEN_TO_ALL="yes") as (server, log):
        awaited(server, log)
        assert "OPEN TO EVERYONE" in log.read_text()
        assert asked("/api/healthz") == 200  # by any name: whatever watches over it
        assert asked("/", host="localhost:8501") == asked("/", host="127.0.0.1:8501") == 200
        for host in (None, "reputation.test", f"{INSIDE}:8501", "localhost.evil.test"):
            assert asked("/", host=host) == 421, host
        assert asked("/api/metrics", host="localhost:8501") == 403  # another machine asks, whatever it calls this one
        assert asked("/_stcore/metrics", host="localhost:8501") == 403


@pytest.mark.slow
def test_without_being_told_so_it_ends_with_a_sentence_and_nobody_outside_is_answered(network, tmp_path):
    with container(network, tmp_path) as (server, log):
        assert server.wait(timeout=120) == 1
        assert (
            "Without a sign-in only this machine is answered, and 0.0.0.0 can be reached by others." in log.read_text()
        )
        assert asked("/api/healthz") == 0


@pytest.mark.slow
def test_on_its_own_loopback_it_runs_and_is_not_reached_from_outside(network, tmp_path):
    with container(network, tmp_path, STREAMLIT_SERVER_ADDRESS="127.0.0.1") as (server, _log):
        inside = ["ip", "netns", "exec", network, sys.executable, "-c"]
        health = "import urllib.request as r; r.urlopen('http://127.0.0.1:8501/api/healthz', timeout=4)"
        assert health in (ROOT / "Dockerfile").read_text()  # the image's own check
        last = time.monotonic() + 180
        while subprocess.run([*inside, health], capture_output=True, check=False).returncode:
            assert server.poll() is None
            assert time.monotonic() < last
            time.sleep(0.5)
        assert asked("/api/healthz") == asked("/", host="localhost:8501") == 0
