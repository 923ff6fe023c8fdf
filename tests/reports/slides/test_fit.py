"""Texts in boxes: measured by the fonts' own advances, cut at a word, numbers made smaller."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.slides import fit
from reports.texts import clean, is_address, is_right_to_left

INSTALLED = {
    "arial regular": "liberation/LiberationSans-Regular.ttf",
    "arial bold": "liberation/LiberationSans-Bold.ttf",
    "calibri regular": "crosextra/Carlito-Regular.ttf",
    "calibri bold": "crosextra/Carlito-Bold.ttf",
}


def test_a_width_is_that_of_the_widest_font_an_office_may_draw_it_in():
    """a is 556 thousandths of the size in Arial, 479 in Calibri and 504 in ours; © is 737, 834 and 838."""
    assert fit.width("a", 1000) == pytest.approx(556 * fit.ROUNDING)
    assert fit.width("©", 1000) == pytest.approx(838 * fit.ROUNDING, abs=12)
    assert fit.width("ab", 10, bold=True) > fit.width("ab", 10)


@pytest.mark.parametrize("font", INSTALLED)
def test_no_sign_is_wider_in_an_office_than_it_was_measured(font):
    bold = font.endswith("bold")
    wide = {
        sign: advance for sign, advance in fit.advances()[font].items() if fit.width(sign, 1000, bold=bold) < advance
    }
    assert wide == {}


@pytest.mark.parametrize("font", INSTALLED)
def test_the_widths_are_those_of_the_fonts(font):
    from fontTools.ttLib import TTFont

    path = Path("/usr/share/fonts/truetype") / INSTALLED[font]
    if not path.exists():
        pytest.skip("the font is not installed: its widths are those of advances.json")
    with TTFont(path, lazy=True) as read:
        names, advances, unit = read.getBestCmap(), read["hmtx"], read["head"].unitsPerEm
        for sign in "aéWœ0 %–…≥Ω":
            assert fit.advances()[font][sign] == round(1000 * advances[names[ord(sign)]][0] / unit)


def test_a_sign_that_no_font_holds_is_as_wide_as_high():
    assert fit.width("漢", 10) == 10 * fit.SLACK


CUTS = [
    ("Rappel de 12 000 véhicules : la marque répond", 120, 1, "Rappel de 12 000…"),
    ("Rappel de 12 000 véhicules : la marque répond", 300, 1, "Rappel de 12 000 véhicules : la marque répond"),
    ("x" * 80, 50, 1, "xxxxxxx…"),
    ("", 50, 1, ""),
]


@pytest.mark.parametrize(("text", "room", "most", "expected"), CUTS)
def test_a_text_is_cut_at_a_word(text, room, most, expected):
    assert fit.shortened(text, 11, room, most=most) == expected


@settings(max_examples=60)
@given(st.text(max_size=300), st.floats(5, 400), st.integers(1, 4), st.floats(8, 40), st.booleans())
def test_whatever_a_text_is_it_fits_or_says_nothing(text, room, most, size, bold):
    cut = fit.shortened(text, size, room, most=most, bold=bold)
    lines = fit.lines(cut, size, room, bold=bold)
    if fit.width("…", size, bold=bold) <= room:
        assert len(lines) <= most
        assert max(fit.width(line, size, bold=bold) for line in lines) <= room + 1e-6
    assert cut == clean(text) or cut in ("", "…") or cut.endswith("…")


def test_a_number_is_made_smaller_and_keeps_all_its_digits():
    size = fit.size_of("26 329 601", 26, 60, bold=True)
    assert size < 26
    assert fit.width("26 329 601", size, bold=True) <= 60


@given(st.text(max_size=80))
@settings(max_examples=60)
def test_a_cleaned_text_is_one_line_that_xml_can_hold(text):
    from lxml import etree

    said = clean(text)
    assert "\n" not in said
    assert etree.fromstring(f"<a>{said.translate({38: '+', 60: '+', 62: '+'})}</a>") is not None


def test_only_a_whole_address_of_the_web_is_a_link():
    good = ("https://example.org/1", "http://127.0.0.1:8501/?brand=A&week=2026-W39")
    bad = (
        "",
        "?brand=A",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "https://a b",
        "http://[",
        "https://a\n",
    )
    assert all(map(is_address, good))
    assert not any(map(is_address, bad))


def test_the_direction_of_a_text_is_that_of_its_first_letter():
    assert is_right_to_left("1. الشركة")
    assert not is_right_to_left("Aurelle الشركة")
    assert not is_right_to_left("2026")
