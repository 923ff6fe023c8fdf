"""`make screenshots`: the pictures of the README and of docs/tour.md, of the demonstration data, in both languages."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from data.derived import backlog
from data.migrations import open_store
from loaders.demonstration import load_demonstration
from tests.browser import walking
from tests.browser.serving import ROOT, browsing, served, settle

IMAGES = ROOT / "docs" / "images"
DARK = ("", "mentions")  # screens that are also shown in the dark theme
EVIDENCE = "[class*=st-key-card-] button"


def main() -> int:
    """Write docs/images/<screen>-<language>.png; and the evidence of a figure."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "e-reputation.duckdb"
        store = open_store(path)
        load_demonstration(store)
        backlog.settle(store)
        store.close()
        with served(path) as address:
            for code, language in (("en", "en-GB"), ("fr", "fr-FR")):
                light(address, code, language)
                dark(address, code, language)
    return 0


def light(address: str, code: str, language: str) -> None:
    """Every screen, and the evidence of the first figure."""
    with browsing(width=1440, height=1180, language=language) as page:
        for place in walking.places():
            keep(page, address, place, code)
        page.goto(f"{address}/?lang={code}")
        settle(page)
        page.locator(EVIDENCE).first.click()
        page.locator("[role=dialog]").wait_for()
        settle(page)
        save(page, f"evidence-{code}")


def dark(address: str, code: str, language: str) -> None:
    with browsing(width=1440, height=1180, language=language, scheme="dark") as page:
        for place in DARK:
            keep(page, address, place, code, suffix="-dark")


def keep(page, address: str, place: str, code: str, *, suffix: str = "") -> None:
    page.goto(f"{address}/{place}{'&' if '?' in place else '?'}lang={code}")
    settle(page)
    save(page, f"{name(place)}{suffix}-{code}")


def save(page, name: str) -> None:
    path = IMAGES / f"{name}.png"
    page.screenshot(path=path)
    print(path)


def name(place: str) -> str:
    """'sources?section=audit' -> 'sources-audit'; '' -> 'overview'."""
    return re.sub(r"\?section=", "-", place) or "overview"


if __name__ == "__main__":
    sys.exit(main())
