"""A dashboard of its own for a browser test: a free port, a fresh store, Debian's Chromium."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

from ui import identity

ROOT = Path(__file__).parents[2]
OUTPUT = ROOT / "tests" / "output"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"


@contextmanager
def served(
    store: Path, *, seconds: float = 180, renewing: bool = False, port: int = 0, **environment: str
) -> Iterator[str]:
    """The address of a dashboard on that store; it ends with the block. `renewing`: figures are computed ahead of looks.

    `port`: of the server, a free one when left out. `environment`: more variables of it.
    """
    port = port or free_port()
    environment = {
        **os.environ,
        "EREPUTATION_STORE": str(store),
        "EREPUTATION_RENEWAL": "on" if renewing else "off",
        "EREPUTATION_LOG": "full",
        **environment,
    }
    log = store.parent / "server.log"
    store.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as out:
        server = subprocess.Popen(
            [sys.executable, str(ROOT / "server.py"), "--port", str(port)],
            cwd=ROOT,
            env=environment,
            stdout=out,
            stderr=out,
        )
        try:
            _await(f"http://127.0.0.1:{port}/api/healthz", server, log, seconds)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


@contextmanager
def browsing(
    *, width: int = 1280, height: int = 720, language: str = "fr-FR", scheme: str = "light", visitor: str = "Ann Test"
) -> Iterator:
    """A page of a headless Chromium that knows its visitor's name; skips where there is none. `visitor`: '' for a new one."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium runs this test")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale=language, color_scheme=scheme, reduced_motion="reduce"
        )
        if visitor:
            text = f"{identity.COOKIE}={quote(visitor)}; path=/"
            context.add_init_script(f"if (!document.cookie) document.cookie = {json.dumps(text)}")
        try:
            yield context.new_page()
        finally:
            browser.close()


def settle(page, *, seconds: float = 180) -> None:
    """Wait until the screen has been drawn whole: two looks in a row find the script at rest."""
    for _ in range(2):
        page.wait_for_selector(IDLE, timeout=seconds * 1000)
        page.wait_for_timeout(500)


def shot(page, name: str) -> Path:
    """Keep what is seen under tests/output."""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    path = OUTPUT / f"{name}.png"
    page.screenshot(path=path)
    return path


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def _await(address: str, server: subprocess.Popen, log: Path, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended: {log.read_text(errors='replace')[-2000:]}")
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"no answer in {seconds} s: {log.read_text(errors='replace')[-2000:]}")
