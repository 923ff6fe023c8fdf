"""What is said of us, beyond its volume: good against bad, reach, engagement, sensitive topics."""

import pytest

from tests import canonical
from tests.kpis.figures import aurelle, row, values

WEEK = ("2026-03-02", "2026-03-08")


def told(store, text, **options):
    canonical.mentions(store, text, covers=WEEK, **options)


def test_the_health_index_is_the_positive_share_of_the_mentions_that_take_a_side(store):
    told(store, """
        Day        | Brand   | Channel | Sentiment
        2026-03-02 | Aurelle | x       | positive
        2026-03-02 | Aurelle | x       | positive
        2026-03-03 | Aurelle | x       | positive
        2026-03-04 | Aurelle | x       | negative
        2026-03-04 | Aurelle | x       | neutral
        2026-03-05 | Aurelle | x       |
    """)  # fmt: skip
    found = row(store, "brand_health_index", *WEEK)
    assert (found["value"], found["n"]) == (0.75, 4)  # 3 of the 4 that are positive or negative
    assert found["low"] < 0.75 < found["high"]


def test_the_health_index_of_neutral_mentions_is_unknown(store):
    told(store, "Day | Brand | Channel | Sentiment\n2026-03-02 | Aurelle | x | neutral")
    assert aurelle(store, "brand_health_index", *WEEK) == [None]


def test_the_health_index_reads_an_aggregated_export_where_there_is_no_log(store):
    canonical.sentiment(store, """
        Day        | Brand   | Channel | Positive | Neutral | Negative
        2026-03-02 | Aurelle | x       | 30       | 50      | 10
    """)  # fmt: skip
    assert aurelle(store, "brand_health_index", "2026-03-02", "2026-03-02", grain="day") == [0.75]  # 30 of 40


def test_positive_share_of_voice_compares_what_is_good(store):
    """Aurelle 1 of the 4 positive mentions, Novane 3; the neutral ones do not count."""
    canonical.brands(store, own="Aurelle", competitors=["Novane"])
    told(store, """
        Day        | Brand   | Channel | Sentiment
        2026-03-02 | Aurelle | x       | positive
        2026-03-02 | Aurelle | x       | neutral
        2026-03-02 | Novane  | x       | positive
        2026-03-03 | Novane  | x       | positive
        2026-03-04 | Novane  | x       | positive
    """)  # fmt: skip
    assert values(store, "positive_share_of_voice", *WEEK) == {"Aurelle": [0.25], "Novane": [0.75]}
    assert row(store, "positive_share_of_voice", *WEEK)["n"] == 4


def test_a_brand_without_anything_good_has_a_share_of_zero_and_one_never_qualified_makes_it_unknown(store):
    canonical.brands(store, own="Aurelle", competitors=["Novane"])
    told(store, """
        Day        | Brand   | Channel | Sentiment
        2026-03-02 | Aurelle | x       | negative
        2026-03-02 | Novane  | x       | positive
    """)  # fmt: skip
    assert aurelle(store, "positive_share_of_voice", *WEEK) == [0]
    canonical.brands(store, competitors=["Velmont"])
    told(store, "Day | Brand | Channel\n2026-03-02 | Velmont | x")  # its tool qualifies nothing
    assert aurelle(store, "positive_share_of_voice", *WEEK) == [None]


def test_where_nothing_good_is_said_of_anyone_there_is_no_share(store):
    canonical.brands(store, own="Aurelle", competitors=["Novane"])
    told(
        store,
        "Day | Brand | Channel | Sentiment\n2026-03-02 | Aurelle | x | negative\n2026-03-02 | Novane | x | neutral",
    )
    assert values(store, "positive_share_of_voice", *WEEK) == {"Aurelle": [None], "Novane": [None]}


def test_potential_reach_counts_each_author_once_at_the_largest_audience(store):
    """lea 300 (not 100 + 300), max 50, and the outlet a.example 1000 where no author is named: 1350."""
    told(store, """
        Day        | Brand   | Channel | Source    | Author | Reach
        2026-03-02 | Aurelle | x       |           | lea    | 100
        2026-03-03 | Aurelle | x       |           | lea    | 300
        2026-03-03 | Aurelle | x       |           | max    | 50
        2026-03-04 | Aurelle | news    | a.example |        | 1000
        2026-03-05 | Aurelle | news    | a.example |        | 1000
        2026-03-05 | Aurelle | forum   |           | zoe    |
    """)  # fmt: skip
    found = row(store, "potential_reach", *WEEK)
    assert (found["value"], found["n"]) == (1350, 3)


def test_potential_reach_is_unknown_where_no_export_tells_an_audience_and_zero_where_no_one_spoke(store):
    told(store, "Day | Brand | Channel | Author\n2026-03-02 | Aurelle | x | lea")
    assert aurelle(store, "potential_reach", *WEEK) == [None]
    assert aurelle(store, "potential_reach", "2026-03-03", "2026-03-03", grain="day") == [0]


def test_engagement_per_mention_is_over_unique_mentions_whose_export_tells_it(store):
    """12 + 0 engagements over 2 unique mentions that tell: 6. The reprint's 6 are left out with it; the forum does not tell."""
    told(store, """
        Day              | Brand   | Channel | Author | Text                                     | Engagement
        2026-03-02 10:00 | Aurelle | news    | lea    | Aurelle rappelle douze mille voitures ce matin | 12
        2026-03-02 12:00 | Aurelle | news    | max    | Aurelle rappelle douze mille voitures ce matin | 6
        2026-03-03 10:00 | Aurelle | x       | zoe    | La nouvelle citadine tient bien la route       | 0
        2026-03-03 11:00 | Aurelle | forum   | ali    | Quelqu'un a-t-il essayé la boîte automatique ? |
    """)  # fmt: skip
    found = row(store, "engagement_per_mention", *WEEK)
    assert (found["value"], found["n"]) == (6, 2)


def test_engagement_is_unknown_where_no_export_tells_it(store):
    told(store, "Day | Brand | Channel\n2026-03-02 | Aurelle | x")
    assert aurelle(store, "engagement_per_mention", *WEEK) == [None]


def test_the_sensitive_share_counts_unique_mentions_of_a_sensitive_topic(store):
    """A recall and its reprint (one story), a strike, and two ordinary mentions: 2 of 4."""
    told(store, """
        Day              | Brand   | Channel | Text
        2026-03-02 10:00 | Aurelle | news    | Rappel : douze mille voitures reviennent au garage
        2026-03-02 12:00 | Aurelle | news    | Rappel : douze mille voitures reviennent au garage
        2026-03-03 10:00 | Aurelle | x       | Les ouvriers de l'usine sont en GREVE depuis hier soir
        2026-03-03 11:00 | Aurelle | x       | Pour rappel, l'essai de la citadine est à dix heures
        2026-03-04 11:00 | Aurelle | x       | Belle voiture, rien à redire sur la finition
    """)  # fmt: skip
    found = row(store, "sensitive_topic_share", *WEEK)
    assert (found["value"], found["n"]) == (pytest.approx(0.5), 4)


def test_without_a_mention_there_is_no_sensitive_share(store):
    told(store, "Day | Brand | Channel\n2026-03-02 | Aurelle | x")
    assert aurelle(store, "sensitive_topic_share", "2026-03-03", "2026-03-03", grain="day") == [None]
