"""Texts for paper: the spaces of French, others' texts cut between letters, links that open what they name."""

from datetime import date

import pytest

from locales.typography import typeset
from reports.weekly.texts import clean, shortened
from wording import address
from wording.markdown import escaped, plain


@pytest.mark.parametrize(
    ("text", "french"),
    [
        ("12\u00a0345,6\u00a0%", "12\u202f345,6\u202f%"),
        ("1 234 567 €", "1 234 567 €"),  # blanks that a person wrote between words and figures stay
        ("« rappel » : oui ; non ! quoi ?", "«\u00a0rappel\u00a0»\u00a0: oui\u202f; non\u202f! quoi\u202f?"),
        ("[39,5\u00a0; 42,9]", "[39,5\u202f; 42,9]"),
        ("n\u00a0=\u00a03\u00a0116", "n\u00a0=\u00a03\u202f116"),
        ("à 9:30, https://a.example/?b=c", "à 9:30, https://a.example/?b=c"),
        ("", ""),
    ],
)
def test_french_texts_have_narrow_spaces_where_french_has_them(text, french):
    assert typeset(text, "fr") == french
    assert typeset(text, "en") == text
    assert typeset(french, "fr") == french


def test_a_text_is_cut_between_letters_with_their_accents_and_joined_signs():
    family = "👨\u200d👩\u200d👧"
    assert shortened("e\u0301" * 20, 11) == "e\u0301" * 5 + "…"
    assert shortened(f"{'a' * 8}{family}", 11) == "a" * 8 + "…"
    assert shortened("un mot puis un autre mot", 20) == "un mot puis un…"
    assert shortened("court", 5) == "court"
    assert all(len(shortened("mot " * 3000, most)) <= most for most in (2, 10, 160))


def test_signs_that_no_page_can_hold_are_left_out():
    assert clean("a\x00b\u202ec\n\td\ud800") == "abc d\ufffd"
    assert clean(None) == ""
    assert clean(float("nan")) == ""


def test_what_is_escaped_for_markdown_comes_back_plain():
    for text in ("# a *b* [c](d) $e$ : f", "C\\D", "100 % <b>", "1. x"):
        assert plain(escaped(text)) == text


@pytest.mark.parametrize("brand", ["Aurelle", "a~b", "A&B =?", "2026-01-01"])
@pytest.mark.parametrize("network", ["", "x"])
def test_a_link_of_a_figure_names_its_brand_days_and_network(brand, network):
    told = address.figure_of(brand, date(2026, 9, 21), date(2026, 9, 27), network)
    assert address.parts_of(told) == [brand, "2026-09-21", "2026-09-27", *([network] if network else [])]


def test_a_link_begins_with_the_address_of_the_dashboard():
    assert address.link("https://a.example/b/", "crisis", {"brand": "A&B"}) == "https://a.example/b/crisis?brand=A%26B"
    assert address.link("", "", {"brand": "A"}) == "?brand=A"
