"""Counts of mentions: raw, unique, press and blogs, authors."""

import math

import pytest

from tests.canonical import daily, mentions
from tests.kpis.figures import aurelle, computed, row, states, values

WEEK = ("2026-03-02", "2026-03-08")  # Monday to Sunday
LOG = """
    Day              | Brand   | Channel | Source      | Author | Text                                        | Repost
    2026-03-02 08:00 | Aurelle | news    | lejour.fr   | AFP    | Aurelle rappelle dix mille citadines en France |
    2026-03-02 10:00 | Aurelle | news    | lesoir.fr   | AFP    | Aurelle rappelle dix mille citadines en France |
    2026-03-03 09:00 | Aurelle | x       | x.com       | lea    | Je viens de recevoir ma nouvelle Aurelle, ravie | 
    2026-03-03 11:00 | Aurelle | x       | x.com       | max    | RT @lea Je viens de recevoir ma nouvelle Aurelle, ravie | yes
    2026-03-04 12:00 | Aurelle | blog    | autoblog.fr | zoe    | Essai complet de la citadine Aurelle, en ville |
    2026-03-05 12:00 | Aurelle | forum   | caradisiac  | lea    | Quelqu'un a-t-il eu ce bruit au freinage, lui aussi ? |
    2026-03-05 13:00 | Novane  | news    | lejour.fr   | AFP    | Novane présente son utilitaire à hydrogène au salon |
"""


@pytest.fixture
def told(store):
    mentions(store, LOG, covers=WEEK)
    return store


def test_raw_mentions_count_each_row_once(told):
    assert values(told, "mention_volume", *WEEK) == {"Aurelle": [6], "Novane": [1]}


def test_unique_mentions_count_a_text_once_whoever_reprints_or_reposts_it(told):
    assert aurelle(told, "mention_volume_unique", *WEEK) == [4]  # 6 − 1 reprint − 1 repost


def test_press_and_blog_coverage_counts_unique_articles_only(told):
    assert aurelle(told, "earned_coverage", *WEEK) == [2]  # the recall (once) and the essay; not x, not the forum


@pytest.mark.parametrize(
    ("networks", "expected"),
    [(["x"], None), (["x", "facebook"], None), (["x", "news"], 0), (["blog"], 0), ([None], 0)],
)
def test_the_press_is_silent_only_where_an_export_would_hold_it(store, networks, expected):
    # an export of X alone says nothing of the press: its 0 would read as a silent press
    for network in networks:
        mentions(store, "", covers=WEEK, channel=network, about=["Aurelle"], format=f"template_{network}")
    assert aurelle(store, "earned_coverage", *WEEK) == [expected]


def test_an_author_is_counted_once_per_network(told):
    found = row(told, "unique_authors", *WEEK)
    assert found.value == 4  # AFP in the news, lea on x, zoe on her blog, lea on the forum; max only passes on
    assert found.n == 4  # unique mentions that name an author


def test_a_text_seen_again_after_72_hours_is_a_new_story(store):
    mentions(
        store,
        """
        Day              | Brand   | Channel | Text
        2026-03-02 08:00 | Aurelle | news    | Les ventes de la citadine progressent encore
        2026-03-05 08:00 | Aurelle | news    | Les ventes de la citadine progressent encore
        2026-03-08 08:01 | Aurelle | news    | Les ventes de la citadine progressent encore
        """,
        covers=WEEK,
    )
    # the second comes 72 h after the first: same story; the third 72 h and a minute after the second: a new one
    assert aurelle(store, "mention_volume_unique", *WEEK) == [2]


def test_a_story_counts_on_its_first_day_alone(told):
    assert aurelle(told, "mention_volume_unique", *WEEK, grain="day") == [1, 1, 1, 1, 0, 0, 0]
    assert aurelle(told, "mention_volume", *WEEK, grain="day") == [2, 2, 1, 1, 0, 0, 0]


def test_a_covered_day_without_a_row_is_zero_and_an_uncovered_one_is_missing(store):
    mentions(store, daily("2026-03-02", [3, 0, 2], Brand="Aurelle", Channel="x"), covers=("2026-03-02", "2026-03-05"))
    assert aurelle(store, "mention_volume", *WEEK, grain="day") == [3, 0, 2, 0, None, None, None]
    assert states(store, "mention_volume", *WEEK, grain="day") == ["complete"] * 4 + ["missing"] * 3


def test_a_week_that_an_export_covers_without_a_row_is_zero(store):
    mentions(store, "", covers=WEEK, about=["Aurelle"])
    assert aurelle(store, "mention_volume", *WEEK) == [0]
    assert aurelle(store, "mention_volume_unique", *WEEK) == [0]
    assert aurelle(store, "earned_coverage", *WEEK) == [0]
    assert aurelle(store, "unique_authors", *WEEK) == [0]


def test_authors_are_unknown_not_zero_where_no_mention_names_one(store):
    mentions(store, daily("2026-03-02", [5] * 7, Brand="Aurelle", Channel="x"))
    found = row(store, "unique_authors", *WEEK)
    assert math.isnan(found.value)
    assert found.state == "missing"


def test_distinct_authors_are_never_summed(store):
    text = daily("2026-03-02", [1] * 14, Brand="Aurelle", Channel="x", Author="lea")
    mentions(store, text)
    assert aurelle(store, "unique_authors", "2026-03-02", "2026-03-15") == [1, 1]
    assert aurelle(store, "unique_authors", "2026-03-02", "2026-03-15", grain="all") == [1]  # not 2
    assert aurelle(store, "unique_authors", *WEEK, grain="day") == [1] * 7  # and their week is 1, not 7


def test_a_count_has_no_interval(told):
    found = computed(told, "mention_volume", *WEEK)
    assert found["low"].isna().all()
    assert found["high"].isna().all()


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("channel", {"blog": [1], "forum": [1], "news": [2], "x": [2]}),
        ("source", {"autoblog.fr": [1], "caradisiac": [1], "lejour.fr": [1], "lesoir.fr": [1], "x.com": [2]}),
    ],
)
def test_a_breakdown_is_about_the_chosen_brand_and_adds_up_to_its_whole(told, by, expected):
    found = values(told, "mention_volume", *WEEK, by=by, brands=("Aurelle",))
    assert found == expected
    assert sum(cells[0] for cells in found.values()) == 6


def test_a_breakdown_by_source_agrees_with_the_daily_table_on_unique_mentions(told):
    found = values(told, "mention_volume_unique", *WEEK, by="source", brands=("Aurelle",))
    assert found == {"autoblog.fr": [1], "caradisiac": [1], "lejour.fr": [1], "lesoir.fr": [0], "x.com": [1]}


def test_what_a_row_does_not_tell_is_broken_down_as_unknown(store):
    mentions(
        store,
        """
        Day        | Brand   | Channel | Language | Country | Topic
        2026-03-02 | Aurelle | x       | fr       | FR      | rappel
        2026-03-03 | Aurelle | x       | en       | GB      |
        2026-03-04 | Aurelle | x       |          |         | rappel
        """,
        covers=WEEK,
    )
    asked = {"brands": ("Aurelle",)}
    assert values(store, "mention_volume", *WEEK, by="language", **asked) == {"en": [1], "fr": [1], "unknown": [1]}
    assert values(store, "mention_volume", *WEEK, by="country", **asked) == {"FR": [1], "GB": [1], "unknown": [1]}
    assert values(store, "mention_volume", *WEEK, by="topic", **asked) == {"rappel": [2], "unknown": [1]}


def test_filters_keep_rows_inside_the_figure(told):
    assert aurelle(told, "mention_volume", *WEEK, channels=("news",)) == [2]
    assert aurelle(told, "mention_volume", *WEEK, channels=("news", "blog")) == [3]
    assert aurelle(told, "mention_volume", *WEEK, sources=("lesoir.fr",)) == [1]
    assert aurelle(told, "mention_volume_unique", *WEEK, sources=("lesoir.fr",)) == [0]  # it only reprinted
    assert aurelle(told, "unique_authors", *WEEK, channels=("x",)) == [1]  # lea; max only passes on


def test_a_channel_that_no_export_ever_told_of_is_missing_not_zero(told):
    assert aurelle(told, "mention_volume", *WEEK, channels=("myspace",)) == [None]
    assert states(told, "mention_volume", *WEEK, channels=("myspace",)) == ["missing"]
    assert values(told, "mention_volume", *WEEK, channels=("blog",))["Novane"] == [0]  # told of, of another brand
