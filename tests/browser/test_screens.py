"""Every screen on the demonstration data, in both languages and themes, and on an empty store: no fault, no raw key."""

from __future__ import annotations

import pytest

from data.store import Store
from loaders.demonstration import load_demonstration
from tests.browser.serving import browsing, served, settle, shot
from tests.browser.test_first_use import no_fault

SCREENS = ("", "objectives", "visibility", "mentions", "uploads", "sources")
LOOKS = (("fr-FR", "light"), ("en-GB", "dark"))


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    path = tmp_path_factory.mktemp("demonstration") / "e-reputation.duckdb"
    store = Store(path)
    load_demonstration(store)
    store.close()
    with served(path) as where:
        yield where


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    with served(tmp_path_factory.mktemp("empty") / "e-reputation.duckdb") as where:
        yield where


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_every_screen_shows_the_demonstration(demonstration, language, scheme):
    walk(demonstration, "demonstration", language, scheme)


def test_every_screen_says_what_to_do_on_an_empty_store(empty):
    walk(empty, "empty", "en-GB", "light")


def walk(address, name, language, scheme):
    """Open each screen; keep what is seen; nothing fails, neither on the page nor in its console."""
    with browsing(width=1280, height=720, language=language, scheme=scheme) as page:
        errors = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        for screen in SCREENS:
            page.goto(f"{address}/{screen}")
            settle(page)
            no_fault(page)
            shot(page, f"{name}-{screen or 'overview'}-{language[:2]}-{scheme}")
        assert errors == []
