"""The sentence of the watch for a director: counts, an ordinary day, no statistics."""

from datetime import date

import pytest

from kpis.analysis.episodes import OF_EPISODES, Spike
from wording.crisis_sentence import sentence_of


def peak(signal="sensitive", observed=53.0, expected=0.04):
    return Spike(date(2026, 9, 24), signal, observed, expected, 13.4, 2, 84)


def test_so_many_of_what_on_which_day_and_how_many_are_usual():
    assert sentence_of(peak(), "en") == "53 sensitive mentions in one day, 24 September 2026: fewer than one expected."
    assert sentence_of(peak("negative", 34.0, 7.5), "en").endswith("about 8 expected.")


def test_the_topic_of_most_of_them_is_named_and_escaped():
    text = sentence_of(peak(), "en", topic="recall *2026*")
    assert text.startswith("53 sensitive mentions about 'recall \\*2026\\*' in one day")


def test_a_built_in_topic_is_named_in_the_readers_language():
    assert "labour" not in sentence_of(peak(), "fr", topic="labour")
    assert "'labour relations'" in sentence_of(peak(), "en", topic="labour")


@pytest.mark.parametrize("signal", [*OF_EPISODES, "all"])
def test_every_signal_that_may_ring_has_its_words(signal):
    assert sentence_of(peak(signal, 1.0), "en").startswith("1 ")
    assert "z" not in sentence_of(peak(signal), "en").replace("size", "").split()
