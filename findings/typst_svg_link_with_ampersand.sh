#!/usr/bin/env bash
# typst 0.15.2 (the Python package): a page that has a link, written as SVG.
#
# Expected: the page is an XML document, whatever address the link has; the same page as PDF is whole.
# Seen: the ampersand of an ordinary query (?brand=a&week=39) stands unescaped in the attribute of the link, so that an XML
# parser refuses the whole page ("not well-formed"); a link without one is well-formed, and so is an ampersand in a text.
# The compiler gives no warning. Whoever writes SVG with links must escape the addresses afterwards.
#
# Needs python3 and a package index; touches nothing but a temporary folder. Exit code 1 when the behaviour changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2
"$folder/venv/bin/python" - <<'PYTHON'
import importlib.metadata
import sys
from xml.etree import ElementTree

import typst

PAGES = {
    "no link, an ampersand in the text": "a & b",
    "a link without an ampersand": '#link("https://example.org/?brand=a")[figure]',
    "a link with an ampersand": '#link("https://example.org/?brand=a&week=39")[figure]',
}
EXPECTED = {"no link, an ampersand in the text": True, "a link without an ampersand": True, "a link with an ampersand": False}


def is_xml(page: bytes) -> bool:
    try:
        ElementTree.fromstring(page)
    except ElementTree.ParseError as error:
        print("   ", error)
        return False
    return True


print("typst", importlib.metadata.version("typst"))
seen = {}
for name, body in PAGES.items():
    source = f"#set page(width: 200pt, height: 60pt)\n{body}".encode()
    assert typst.compile(source, format="pdf").startswith(b"%PDF")
    seen[name] = is_xml(typst.compile(source, format="svg"))
    print(f"{name}: {'well-formed' if seen[name] else 'not well-formed'}")
sys.exit(0 if seen == EXPECTED else 1)
PYTHON
