"""A walk through every screen: what each shows is kept, and nothing of it may be at fault.

The list of screens is the navigation's own; parts of a screen that the URL names are walked too.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import tarfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from locales import catalogue
from tests.browser.serving import ROOT, browsing, shot
from ui import browser_words

AXE = "axe-core@4.14.1"  # MPL-2.0: fetched for a test, never kept in the project
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
LIGHT_FRENCH, DARK_ENGLISH = ("fr-FR", "light"), ("en-GB", "dark")
DARK_FRENCH, LIGHT_ENGLISH = ("fr-FR", "dark"), ("en-GB", "light")
ALL_LOOKS = (LIGHT_FRENCH, DARK_ENGLISH, DARK_FRENCH, LIGHT_ENGLISH)
APOLOGIES = (
    "This screen could not be shown",
    "n'a pas pu être affiché",
    "n’a pas pu être affiché",
    "Traceback (most recent",
)
PROBES = ("/_stcore/health", "/_stcore/host-config")  # Streamlit asks for them below the page's path first
PARTS = {
    "settings": ("brands", "topics", "hours", "data", "personal", "people", "reports", "history"),
    "sources": ("coverage", "methods", "audit", "indicators"),
}


def looks(*usual: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """The looks of a walk: each one in the long form (`make walk`), these in the short one."""
    return ALL_LOOKS if is_long() else usual


def is_long() -> bool:
    """Whether the walks are taken in their long form (`make walk`)."""
    return os.environ.get("EREPUTATION_WALK") == "long"


def some(found: tuple, *, of: int = 2) -> tuple:
    """All of them in the long form of the walk (`make walk`); in the short one, one in `of`, the first included."""
    return found if is_long() else found[::of]


@cache
def screens() -> tuple[str, ...]:
    """The names of the screens, as dashboard.py offers them; '' for the first."""
    tree = ast.parse((ROOT / "dashboard.py").read_text(encoding="utf-8"))
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "screen":
            name = node.args[0]
            assert isinstance(name, ast.Constant)
            is_first = any(word.arg == "default" for word in node.keywords)
            found.append("" if is_first else str(name.value))
    return tuple(sorted(set(found)))


def places() -> tuple[str, ...]:
    """Every screen, and each part of those that have some."""
    parts = tuple(f"{screen}?section={part}" for screen, names in PARTS.items() for part in names[1:])
    return (*screens(), *parts)


def walk(address: str, name: str, *, language: str, scheme: str, where: Iterable[str], axe: Path | None) -> None:
    """Open each place; keep what is seen; no fault on the page, in its console, in its words or for who cannot see it."""
    with browsing(width=1280, height=720, language=language, scheme=scheme) as page:
        errors = listening(page)
        faults = []
        for place in where:
            page.goto(f"{address}/{place}")
            at_rest(page)
            spoken = language[:2]
            shot(page, f"{name}-{re.sub('[^a-z]+', '-', place) or 'overview'}-{spoken}-{scheme}")
            faults += [f"{place or 'overview'}: {fault}" for fault in at_fault(page, spoken)]
            if axe is not None:
                faults += [f"{place or 'overview'}: {fault}" for fault in violations(page, axe)]
        assert not faults, "\n".join(faults)
        assert errors == []


def listening(page) -> list[str]:
    """What the page's console complains of from now on."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda said: (
            errors.append(said.text)
            if said.type == "error" and not said.location.get("url", "").endswith(PROBES)
            else None
        ),
    )
    return errors


def at_rest(page, *, seconds: float = 180) -> None:
    """Wait until the script rests, twice in a row."""
    for _ in range(2):
        page.wait_for_selector(IDLE, timeout=seconds * 1000)
        page.wait_for_timeout(350)


def at_fault(page, language: str) -> list[str]:
    """Tracebacks, apologies for one, and texts of the other language."""
    seen = page.locator("body").inner_text()
    faults = [f"it says '{apology}'" for apology in APOLOGIES if apology in seen]
    if page.locator("[data-testid=stException]").count():
        faults.append("it shows an exception")
    foreign = _english() if language == "fr" else _french()
    faults += misnamed(page, language)
    return faults + [
        f"not in the visitor's language: '{line}'" for line in {one.strip() for one in seen.splitlines()} & foreign
    ]


def misnamed(page, language: str) -> list[str]:
    """Names that only a screen reader tells: backslashes, Streamlit's English in a French page, no place in the menu."""
    names = page.evaluate(
        "() => ['aria-label', 'placeholder'].flatMap((name) => [...document.querySelectorAll(`[${name}]`)]"
        ".filter((one) => !one.closest('.js-plotly-plot, [role=option], [role=gridcell]'))"
        ".map((one) => one.getAttribute(name)))"
    )
    faults = [f"a name is read with its backslashes: '{name}'" for name in names if re.search(r"\\[^\w\s]", name)]
    if language == "fr":
        english = [re.compile(pattern) for pattern in browser_words.PATTERNS]
        faults += [
            f"Streamlit's own name is not in French: '{name}'"
            for name in names
            if name in browser_words.EXACT or any(one.match(name) for one in english)
        ]
    here = page.locator("[data-testid=stTopNav] [aria-current]")
    if page.locator("[data-testid=stTopNav]").count() and here.count() != 1:
        faults.append(f"the menu marks {here.count()} places as the one that is shown")
    return faults


def violations(page, axe: Path) -> list[str]:
    """What axe-core finds serious or critical."""
    page.evaluate(axe.read_text(encoding="utf-8"))  # no script tag: the policy of the page refuses those of others
    found = page.evaluate(
        "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
        ".filter(one => ['serious', 'critical'].includes(one.impact))"
        ".map(one => ({id: one.id, nodes: one.nodes.map(node => node.html.slice(0, 160) + ' | ' + node.any.map(a => a.message).join(';').slice(0, 200))}))"
    )
    return [f"axe {one['id']} ({len(one['nodes'])}): {one['nodes'][0]}" for one in found]


@cache
def _pairs() -> dict[str, str]:
    """Texts of one sentence or name, and their French."""
    known = (one for one in catalogue("fr") if one.id and isinstance(one.id, str) and one.string and "{" not in one.id)
    return {one.id: str(one.string) for one in known}


def _english() -> set[str]:
    """Texts that no French page may show."""
    return set(_pairs()) - set(_pairs().values())


def _french() -> set[str]:
    """Texts that no English page may show."""
    return set(_pairs().values()) - set(_pairs())


def fetch_axe(folder: Path) -> Path | None:
    """axe-core from the npm registry; None where there is no npm or no network."""
    if shutil.which("npm") is None:
        return None
    command = ["npm", "pack", AXE, "--json", "--pack-destination", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=folder)
    if done.returncode:
        return None
    with tarfile.open(folder / json.loads(done.stdout)[0]["filename"]) as packed:
        packed.extract("package/axe.min.js", folder, filter="data")
    return folder / "package" / "axe.min.js"
