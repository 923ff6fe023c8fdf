"""Those who come back and speak well: advocates and returning authors, over the days before the period."""

import pytest

from tests import canonical
from tests.kpis.figures import aurelle, computed, row

MARCH = ("2026-03-02", "2026-03-08")
LONG = ("2025-11-01", "2026-03-08")

SAID = """
    Day        | Brand   | Channel | Author | Sentiment
    2026-02-10 | Aurelle | x       | ada    | positive
    2026-03-03 | Aurelle | x       | ada    | positive
    2026-02-11 | Aurelle | x       | bob    | positive
    2026-03-04 | Aurelle | x       | bob    | positive
    2026-03-05 | Aurelle | x       | bob    | negative
    2026-02-06 | Aurelle | x       | cem    | positive
    2026-03-05 | Aurelle | x       | cem    | positive
    2026-03-05 | Aurelle | x       | dan    | positive
    2026-03-06 | Aurelle | x       | dan    | neutral
    2026-03-06 | Aurelle | forum   | ada    | positive
"""


def test_an_advocate_says_good_twice_and_nothing_bad_in_thirty_days(store):
    """Ada. Not Bob, who complained; not Cem, whose first was 31 days ago; not Dan, once only; the forum's Ada is another."""
    canonical.mentions(store, SAID, covers=LONG)
    found = row(store, "active_advocates", *MARCH)
    assert (found["value"], found["n"], found["state"]) == (1, 5, "complete")


def test_the_same_text_said_twice_makes_no_advocate(store):
    canonical.mentions(store, """
        Day              | Brand   | Channel | Author | Sentiment | Text
        2026-03-03 10:00 | Aurelle | x       | ada    | positive  | Ma citadine me plaît vraiment beaucoup, merci à toute l'équipe
        2026-03-03 11:00 | Aurelle | x       | ada    | positive  | Ma citadine me plaît vraiment beaucoup, merci à toute l'équipe
    """, covers=LONG)  # fmt: skip
    assert aurelle(store, "active_advocates", *MARCH) == [0]


def test_advocates_are_unknown_where_fewer_than_27_of_the_thirty_days_are_covered(store):
    """The 30 days begin on 7 February: covered from the 11th on, 26; from the 10th on, 27."""
    canonical.mentions(
        store,
        "Day | Brand | Channel | Author | Sentiment\n2026-03-03 | Aurelle | x | ada | positive",
        covers=("2026-02-11", "2026-03-08"),
    )
    assert aurelle(store, "active_advocates", *MARCH) == [None]
    canonical.mentions(store, "", covers=("2026-02-10", "2026-02-10"), about=["Aurelle"])
    assert aurelle(store, "active_advocates", *MARCH) == [0]


def test_advocates_are_unknown_where_nothing_is_qualified_or_no_author_is_named(store):
    canonical.mentions(store, "Day | Brand | Channel | Author\n2026-03-03 | Aurelle | x | ada", covers=LONG)
    canonical.mentions(store, "Day | Brand | Channel | Sentiment\n2026-03-03 | Novane | x | positive", covers=LONG)
    found = computed(store, "active_advocates", *MARCH)
    assert dict(zip(found["series"], found["value"].isna(), strict=True)) == {"Aurelle": True, "Novane": True}


def test_a_brand_that_no_one_speaks_of_has_no_advocate(store):
    canonical.mentions(store, "", covers=LONG, about=["Aurelle"])
    assert aurelle(store, "active_advocates", *MARCH) == [0]


def test_returning_authors_wrote_in_the_ninety_days_before(store):
    """Of Ada, Bob, Eve and Fay, Ada (in February) and Bob (on 2 December, the first of the 90 days); Eve wrote on 1 December;
    Fay twice in the week. 2 of 4; the mention without an author does not count."""
    canonical.mentions(store, """
        Day        | Brand   | Channel | Author
        2026-02-10 | Aurelle | x       | ada
        2026-03-03 | Aurelle | x       | ada
        2025-12-02 | Aurelle | x       | bob
        2026-03-03 | Aurelle | x       | bob
        2025-12-01 | Aurelle | x       | eve
        2026-03-03 | Aurelle | x       | eve
        2026-03-03 | Aurelle | x       | fay
        2026-03-04 | Aurelle | x       | fay
        2026-03-04 | Aurelle | x       |
        2026-01-04 | Aurelle | x       | gil
    """, covers=LONG)  # fmt: skip
    found = row(store, "audience_loyalty_rate", *MARCH)
    assert (found["value"], found["n"]) == (0.5, 4)
    assert found["low"] < 0.5 < found["high"]


def test_who_only_passes_on_what_another_wrote_is_no_author_that_returns(store):
    """Ada and Bob write in February and in March, and return. Fay passed on in February what Ada wrote, and first writes in
    March; Eve passes on in both months, and is no author: 2 of 3, not 4 of 4."""
    fold = "Le rappel de la citadine Aurelle concerne douze mille voitures en France"
    canonical.mentions(store, f"""
        Day              | Brand   | Channel | Author | Text
        2026-02-10 10:00 | Aurelle | x       | ada    | {fold}
        2026-02-10 11:00 | Aurelle | x       | eve    | {fold}
        2026-02-10 12:00 | Aurelle | x       | fay    | {fold}
        2026-02-11 10:00 | Aurelle | x       | bob    | Essai de la nouvelle berline au circuit du Mans
        2026-03-03 10:00 | Aurelle | x       | ada    | Les ateliers Aurelle rappellent leurs clients un par un
        2026-03-03 11:00 | Aurelle | x       | eve    | Les ateliers Aurelle rappellent leurs clients un par un
        2026-03-04 10:00 | Aurelle | x       | bob    | Deuxième essai de la berline, sur route mouillée
        2026-03-05 10:00 | Aurelle | x       | fay    | Ma citadine est passée au garage ce matin
    """, covers=LONG)  # fmt: skip
    found = row(store, "audience_loyalty_rate", *MARCH)
    assert (found["value"], found["n"]) == (pytest.approx(2 / 3), 3)


def test_four_weeks_look_at_the_ninety_days_before_the_first_of_them(store):
    """From 9 February to 8 March: Ada wrote in December and in both February and March, Bob in February and March only."""
    canonical.mentions(store, """
        Day        | Brand   | Channel | Author
        2025-12-20 | Aurelle | x       | ada
        2026-02-10 | Aurelle | x       | ada
        2026-03-03 | Aurelle | x       | ada
        2026-02-10 | Aurelle | x       | bob
        2026-03-03 | Aurelle | x       | bob
    """, covers=LONG)  # fmt: skip
    assert aurelle(store, "audience_loyalty_rate", *MARCH, grain="four weeks")[-1] == 0.5


def test_returning_authors_are_unknown_where_fewer_than_81_of_the_ninety_days_are_covered(store):
    """The 90 days begin on 2 December: covered from the 12th on, 80; from the 11th on, 81."""
    canonical.mentions(
        store, "Day | Brand | Channel | Author\n2026-03-03 | Aurelle | x | ada", covers=("2025-12-12", "2026-03-08")
    )
    assert aurelle(store, "audience_loyalty_rate", *MARCH) == [None]
    canonical.mentions(store, "", covers=("2025-12-11", "2025-12-11"), about=["Aurelle"])
    assert aurelle(store, "audience_loyalty_rate", *MARCH) == [0]


def test_a_covered_week_without_an_author_has_no_returning_ones(store):
    canonical.mentions(store, "", covers=LONG, about=["Aurelle"])
    assert aurelle(store, "audience_loyalty_rate", *MARCH) == [None]


def test_the_repeat_rate_is_the_share_of_mentions_that_fold_into_another(store):
    """Four mentions, three of them the same article within 72 hours: two are unique, half are repeats."""
    canonical.mentions(store, """
        Day              | Brand   | Channel | Source      | Text
        2026-03-03 10:00 | Aurelle | news    | a.example   | Aurelle dévoile une citadine électrique à moins de vingt mille euros
        2026-03-03 11:00 | Aurelle | news    | b.example   | Aurelle dévoile une citadine électrique à moins de vingt mille euros
        2026-03-04 10:00 | Aurelle | news    | c.example   | Aurelle dévoile une citadine électrique à moins de vingt mille euros
        2026-03-04 10:00 | Aurelle | news    | d.example   | Le marché de l'occasion progresse encore ce trimestre en Europe
    """, covers=("2026-03-02", "2026-03-15"))  # fmt: skip
    found = row(store, "duplicate_rate", *MARCH)
    assert (found["value"], found["n"]) == (0.5, 4)
    assert aurelle(store, "duplicate_rate", "2026-03-09", "2026-03-15") == [None]  # 0 / 0


@pytest.mark.parametrize("kpi", ["active_advocates", "audience_loyalty_rate", "duplicate_rate"])
def test_without_a_mention_log_a_figure_is_missing(store, kpi):
    assert aurelle(store, kpi, *MARCH) == [None]
