"""`make screenshots`: the pictures of the README and the docs, of the demonstration data, in both languages."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from data.store import Store
from loaders.demonstration import load_demonstration
from tests.browser.serving import ROOT, browsing, served, settle

IMAGES = ROOT / "docs" / "images"
SCREENS = {"overview": "", "objectives": "objectives", "visibility": "visibility", "uploads": "uploads"}


def main() -> int:
    """Write docs/images/<screen>-<language>.png."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "e-reputation.duckdb"
        store = Store(path)
        load_demonstration(store)
        store.close()
        with served(path) as address:
            for code, language in (("en", "en-GB"), ("fr", "fr-FR")):
                with browsing(width=1440, height=1180, language=language) as page:
                    for name, place in SCREENS.items():
                        page.goto(f"{address}/{place}?lang={code}")
                        settle(page)
                        page.screenshot(path=IMAGES / f"{name}-{code}.png")
                        print(IMAGES / f"{name}-{code}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
