"""Every screen on the demonstration data, in both languages and themes: no fault, no console error, no foreign word, and
nothing that axe-core calls serious."""

from __future__ import annotations

import pytest

from tests.browser import walking


@pytest.mark.parametrize(("language", "scheme"), walking.looks(walking.LIGHT_FRENCH, walking.DARK_ENGLISH))
def test_every_screen_shows_the_demonstration(demonstration, axe, language, scheme):
    where = walking.places() if scheme == "light" else walking.some(walking.places(), of=3)
    walking.walk(demonstration, "demonstration", language=language, scheme=scheme, where=where, axe=axe)


def test_axe_core_looked_at_them(axe):
    if axe is None:
        pytest.skip("axe-core could not be fetched from the npm registry: the screens were walked without it")
    assert axe.stat().st_size > 100_000
