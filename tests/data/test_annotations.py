"""Annotations: appended, changed and withdrawn by rows; those that touch a window, of a brand."""

from datetime import date

import pytest

from data.decisions import annotations
from data.decisions.annotations import annotate
from data.sentences import Refusal

MAY = (date(2026, 5, 1), date(2026, 5, 31))


def titles(store, brand="Aurelle", window=MAY):
    return [one.title for one in annotations.annotations(store, brand, *window)]


@pytest.mark.parametrize(
    ("first", "last", "touches"),
    [
        ("2026-04-20", "2026-04-30", False),
        ("2026-04-20", "2026-05-01", True),  # its last day is the first of the window
        ("2026-05-31", "2026-06-30", True),
        ("2026-06-01", "2026-06-01", False),
    ],
)
def test_an_annotation_is_shown_where_it_touches_the_window(store, first, last, touches):
    annotate(
        store, "action", "Campaign", first_day=date.fromisoformat(first), last_day=date.fromisoformat(last), who="ann"
    )
    assert (titles(store) == ["Campaign"]) is touches


def test_an_annotation_of_another_brand_is_not_shown_and_one_of_every_brand_is(store):
    annotate(store, "event", "Strike at Novane", first_day=date(2026, 5, 4), brand="Novane", who="ann")
    annotate(store, "event", "Trade fair", first_day=date(2026, 5, 3), who="ann")
    assert titles(store) == ["Trade fair"]
    assert titles(store, brand=None) == ["Trade fair", "Strike at Novane"]


def test_a_change_is_a_row_and_the_last_word_holds(store):
    one = annotate(store, "action", "Campagn", first_day=date(2026, 5, 4), channel="x", who="ann")
    annotations.change(store, one.annotation, title="Campaign", who="bob")
    assert titles(store) == ["Campaign"]
    told = [(row.title, row.channel, row.recorded_by) for row in annotations.history(store)]
    assert told == [("Campagn", "x", "ann"), ("Campaign", "x", "bob")]


def test_a_withdrawal_is_a_row_and_can_be_undone(store):
    one = annotate(store, "action", "Campaign", first_day=date(2026, 5, 4), who="ann")
    annotations.withdraw(store, one.annotation, who="bob")
    assert titles(store) == []
    annotations.restore(store, one.annotation, who="ann")
    assert titles(store) == ["Campaign"]
    assert [row.is_withdrawn for row in annotations.history(store)] == [False, True, False]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"kind": "rumour"}, "'rumour' is not a valid kind of annotation"),
        ({"title": "  "}, "needs a title"),
        ({"title": "x" * 121}, "at most 120 characters"),
        ({"last_day": date(2026, 5, 3)}, "(2026-05-03) of the annotation"),
    ],
)
def test_what_is_no_annotation_is_refused_and_nothing_is_written(store, told, words):
    given = {"kind": "action", "title": "Campaign", "first_day": date(2026, 5, 4), "who": "ann", **told}
    with pytest.raises(Refusal) as refused:
        annotate(store, **given)
    assert words in str(refused.value)
    assert annotations.history(store) == ()


def test_what_is_withdrawn_or_was_never_written_cannot_be_changed(store):
    one = annotate(store, "action", "Campaign", first_day=date(2026, 5, 4), who="ann")
    annotations.withdraw(store, one.annotation, who="ann")
    for number in (one.annotation, 99):
        with pytest.raises(Refusal):
            annotations.change(store, number, title="Other", who="ann")
    with pytest.raises(Refusal):
        annotations.restore(store, 99, who="ann")
