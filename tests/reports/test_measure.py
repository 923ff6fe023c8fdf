"""Texts measured in the shipped fonts: what fits on a line, what is cut, and where."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import measure

FLAG, FAMILY = "🇫🇷", "👨\u200d👩\u200d👧"


def test_a_width_is_the_sum_of_the_fonts_own_advances():
    assert measure.width("0000", 100) == pytest.approx(4 * 49.7)  # each digit is 497 of 1000 units wide
    assert measure.width("Ab", 20, bold=True) > measure.width("Ab", 20)
    assert measure.width("日", 20) == 20


def test_a_text_is_cut_between_words_and_ends_with_an_ellipsis():
    text = "Crise sur le rappel : 53 retombées le 22 septembre"
    assert measure.lines(text, 1000, 16) == (text,)
    first, second = measure.lines(text, 180, 16, most=2)
    assert text.startswith(first)
    assert second.endswith("…")
    assert measure.lines("", 100, 16) == ()


@pytest.mark.parametrize("text", ["É" * 60, FLAG * 30, FAMILY * 20, "e\u0301" * 60])
def test_no_sign_is_cut_in_two(text):
    whole = measure.clusters(text)[0]
    for line in measure.lines(text, 100, 16, most=3):
        assert set(measure.clusters(line.removesuffix("…"))) == {whole}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.floats(160, 400), st.integers(1, 4))
def test_no_line_is_wider_than_its_room_and_none_is_lost(text, room, most):
    found = measure.lines(text, room, 16, most=most)
    assert len(found) <= most
    assert all(measure.width(line, 16) <= room for line in found)
    if found and not found[-1].endswith("…"):
        assert "".join("".join(found).split()) == "".join(measure.clean(text).split())


def test_control_signs_and_turns_of_direction_are_no_text():
    assert measure.clean("a\x00b\n\tc\u202ed\u2066e") == "a b cde"
    assert measure.clean("\ud800\ue000") == "□□"
    assert measure.clean("Z" + "\u0301" * 50) == "Z" + "\u0301" * 4


def test_a_word_that_no_column_holds_gets_places_to_break():
    broken = measure.with_breaks("court " + "W" * 60)
    assert broken.startswith("court ")
    assert max(len(part) for part in broken.split("\u200b")) <= 28
    assert measure.with_breaks("des mots courts") == "des mots courts"


def test_the_shipped_fonts_have_the_signs_of_french_figures_arabic_hebrew_and_emoji():
    assert (
        measure.signs_beyond(["−12,5\u202f% ≥ ≤ ≈ ± Δ « œ » 1er · … – — € ↑ ↓ → □", "السلام عليكم", "שלום", "🔥😍"])
        == ()
    )
