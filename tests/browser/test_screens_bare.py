"""Every screen on an empty store, and on data of one kind alone: a sentence where nothing can be shown, never a fault."""

from __future__ import annotations

import pytest

from tests.browser import walking


@pytest.mark.parametrize(("language", "scheme"), walking.looks(walking.DARK_FRENCH))
def test_every_screen_says_what_to_do_on_an_empty_store(empty, language, scheme):
    walking.walk(empty, "empty", language=language, scheme=scheme, where=walking.screens(), axe=None)


@pytest.mark.parametrize(("language", "scheme"), walking.looks(walking.LIGHT_ENGLISH))
def test_every_screen_shows_tweets_about_airlines(airline, language, scheme):
    where = walking.some(walking.screens(), of=3)
    walking.walk(airline, "airline", language=language, scheme=scheme, where=where, axe=None)
