"""The scorer's labels: off by default, after the tool's and the hand's, kept by text, taken out when turned off."""

import pytest

from data import ledger
from data.decisions.corrections import correct
from data.derived import sentiment_labels, sentiment_scorer
from tests.tables import given

MARCH = """
    Date             | Brand   | Channel | Text                                          | Language | Sentiment | URL
    2026-03-02 10:00 | Aurelle | Forum   | Très belle voiture, confort excellent          | fr       |           | https://a.example/1
    2026-03-02 11:00 | Aurelle | Forum   | Quelle honte, une arnaque totale               | fr       |           | https://a.example/2
    2026-03-03 10:00 | Aurelle | Forum   | The worst service ever, I hate it              | en       |           | https://a.example/3
    2026-03-03 11:00 | Aurelle | Forum   | Das Auto ist sehr schlecht                     | de       |           | https://a.example/4
    2026-03-03 12:00 | Aurelle | Forum   | Une honte, mais l'outil dit le contraire       | fr       | positive  | https://a.example/5
    2026-03-03 13:00 | Aurelle | Forum   | Pas de langue pour ce texte affreux            |          |           | https://a.example/6
"""


@pytest.fixture
def march(store, tmp_path):
    given(store, tmp_path, "march.csv", MARCH)
    return store


def said(store):
    rows = store.rows("select url, sentiment, sentiment_origin from mentions order by url")
    return [(row["url"][-1], row["sentiment"], row["sentiment_origin"]) for row in rows]


TOOL_ALONE = [
    ("1", None, None),
    ("2", None, None),
    ("3", None, None),
    ("4", None, None),
    ("5", "positive", "tool"),
    ("6", None, None),
]
LABELLED = [
    ("1", "positive", "model"), ("2", "negative", "model"), ("3", "negative", "model"), ("4", None, None),
    ("5", "positive", "tool"), ("6", None, None),
]  # fmt: skip


def test_until_the_owner_turns_it_on_no_mention_is_labelled(march):
    assert sentiment_labels.is_on(march) is False
    assert sentiment_labels.label(march) == 0
    assert said(march) == TOOL_ALONE


def test_turned_on_it_labels_french_and_english_mentions_that_came_without_a_label(march):
    sentiment_labels.turn(march, "on", who="owner")
    assert sentiment_labels.pending(march) == 3
    assert sentiment_labels.label(march) == 3
    assert said(march) == LABELLED
    assert sentiment_labels.pending(march) == 0
    assert march.rows("select sum(positive) p, sum(negative) n, sum(unknown) u from mention_days") == [
        {"p": 2, "n": 2, "u": 2}
    ]
    assert (
        march.value("select count(*) from mention_records where sentiment is not null") == 1
    )  # records keep what they said


def test_turning_it_off_takes_its_labels_out_of_every_figure(march):
    before = ledger.checksum(march)
    sentiment_labels.turn(march, "on", who="owner")
    sentiment_labels.label(march)
    sentiment_labels.turn(march, "off", who="owner")
    assert said(march) == TOOL_ALONE
    assert ledger.checksum(march) == before


def test_a_mention_loaded_again_needs_no_second_reading(march, tmp_path):
    sentiment_labels.turn(march, "on", who="owner")
    sentiment_labels.label(march)
    ledger.withdraw(march, march.value("select upload_id from uploads"), who="test")
    given(march, tmp_path, "march.csv", MARCH)
    assert sentiment_labels.pending(march) == 0
    assert said(march) == LABELLED


def test_a_correction_by_hand_comes_before_the_scorer(march):
    sentiment_labels.turn(march, "on", who="owner")
    sentiment_labels.label(march)
    identity = march.value("select identity from mentions where url = 'https://a.example/1'")
    correct(march, identity, field="sentiment", value="neutral", who="lea")
    assert said(march)[0] == ("1", "neutral", "manual")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Très belle voiture, confort excellent", "fr", "positive"),
        ("Je suis déçu, un service client nul", "fr", "negative"),
        ("Elle n'est pas mauvaise", "fr", "positive"),
        ("Ce n’est pas bon du tout", "fr", "negative"),
        ("La présentation a lieu mardi à Lyon", "fr", "neutral"),
        ("I love this car", "en", "positive"),
        ("The worst service ever", "en", "negative"),
        ("The store opens at ten", "en", "neutral"),
    ],
)
def test_the_scorer_reads_plain_sentences(text, language, expected):
    assert sentiment_scorer.label(sentiment_scorer.score(text, language)) == expected
