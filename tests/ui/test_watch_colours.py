"""Each level of the watch has a colour of its own that can be read, in both themes, and a shape that needs no colour."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from ui.crisis.watch import SIGNS

CSS = (Path(__file__).parents[2] / "ui" / "style.css").read_text(encoding="utf-8")
LEVELS = range(4)


def colours(level):
    """(background, text) in the light and the dark theme."""
    rule = re.search(rf"\.st-key-watch-level-{level} {{ background: ([^;]+); color: ([^;]+);", CSS)
    found = [re.findall(r"#[0-9a-f]{6}", one) for one in rule.groups()]
    return list(zip(*(one * (2 // len(one)) for one in found), strict=True))


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("level", LEVELS)
def test_the_words_of_a_level_can_be_read(level):
    for background, text in colours(level):
        low, high = sorted((luminance(background), luminance(text)))
        assert (high + 0.05) / (low + 0.05) >= 4.5  # WCAG 2.1, AA


def test_no_two_levels_share_a_colour_or_a_shape():
    assert len(set(SIGNS.values())) == len(LEVELS)
    for theme in (0, 1):
        assert len({colours(level)[theme][0] for level in LEVELS}) == len(LEVELS)


def test_a_light_page_darkens_with_the_level():
    backgrounds = [luminance(colours(level)[0][0]) for level in LEVELS]
    assert all(calmer > graver or abs(calmer - graver) < 0.1 for calmer, graver in pairwise(backgrounds))
