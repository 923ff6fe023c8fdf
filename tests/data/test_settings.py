"""What people settle: dated, attributed, told with what held before, undone; and what a change of it does to figures."""

from datetime import date, timedelta

import pytest

from data.decisions import history as decision_history
from data.decisions import log as decision_log
from data.decisions import retention, topics
from data.decisions.brands import aliases, brands, colours, set_aliases, set_colour, set_logo, set_role
from data.sentences import Refusal
from data.store import now, time_zone
from loaders import reload
from tests.tables import given

LOG = """
    Date             | Brand    | Channel | Author | Text           | Sentiment
    2026-11-09 23:30 | Aurelle  | X       | ana    | Très bonne     | positive
    2026-11-10 09:00 | AURELLE* | X       | bo     | Très chère     | negative
"""


def last(store):
    return decision_history.history(store)[0]


def test_a_colour_is_dated_attributed_and_undone(store):
    set_colour(store, "Aurelle", "#1F4E79", who="ana")
    set_colour(store, "Aurelle", "#AA0000", who="bo")
    assert (last(store).before, last(store).value, last(store).set_by) == ("#1f4e79", "#aa0000", "bo")
    decision_history.undo(store, last(store), who="ana")
    assert colours(store) == {"Aurelle": "#1f4e79"}
    assert len(decision_history.history(store)) == 3  # undoing is a change of its own


def test_what_is_no_colour_and_no_picture_is_refused(store):
    with pytest.raises(Refusal, match="is not a valid colour"):
        set_colour(store, "Aurelle", "url(http://e)", who="ana")
    with pytest.raises(Refusal, match="PNG or JPEG"):
        set_logo(store, "Aurelle", b"<svg onload=alert(1)>", who="ana")


def test_a_decision_that_changes_nothing_is_not_written(store):
    set_colour(store, "Aurelle", "#1F4E79", who="ana")
    set_colour(store, "Aurelle", "#1f4e79", who="bo")
    assert [one.set_by for one in decision_history.history(store)] == ["ana"]


def test_only_the_change_that_holds_is_undone(store):
    set_role(store, "Aurelle", "own", who="ana")
    first = last(store)
    set_role(store, "Aurelle", "competitor", who="ana")
    with pytest.raises(Refusal, match="later change"):
        decision_history.undo(store, first, who="ana")
    decision_history.undo(store, last(store), who="ana")
    assert list(brands(store)["role"]) == ["own"]


def test_a_topic_is_undone_to_its_rule_before_and_a_ready_made_one_to_its_words(store):
    topics.set_topic(store, "batteries", words=["batterie"], who="ana")
    topics.set_topic(store, "batteries", words=["accu"], who="ana")
    decision_history.undo(store, last(store), who="ana")
    assert {one.name: one.words for one in topics.topics(store)}["batteries"] == ("batterie",)
    topics.withdraw_topic(store, "boycott", who="ana")
    decision_history.undo(store, last(store), who="ana")
    assert "boycott" in [one.name for one in topics.topics(store)]


def test_another_name_of_a_brand_is_read_as_the_brand(store, tmp_path):
    set_aliases(store, "Aurelle", ["Aurelle*", "  "], who="ana")
    assert aliases(store) == {"Aurelle": ("Aurelle*",)}
    given(store, tmp_path, "log.csv", LOG)
    assert store.rows("select brand, count(*) as n from mentions group by brand") == [{"brand": "Aurelle", "n": 2}]


def test_a_name_cannot_mean_two_brands(store):
    set_aliases(store, "Aurelle", ["Aur"], who="ana")
    with pytest.raises(Refusal, match="already another name of Aurelle"):
        set_aliases(store, "Novane", ["AUR"], who="ana")


def test_a_filter_that_was_removed_no_longer_stands(store):
    decision_log.decide(store, "filter", "rappel", "q=rappel", who="ana")
    assert decision_log.in_force(store, "filter")["rappel"].set_by == "ana"
    decision_log.decide(store, "filter", "rappel", "", who="bo")
    assert decision_log.in_force(store, "filter") == {}


def test_another_time_zone_moves_the_moments_and_keeps_the_ledger_in_balance(store, tmp_path):
    given(store, tmp_path, "log.csv", LOG)
    before = store.value("select min(published_at) from mentions")
    reload.begin(store, "time_zone", "America/New_York", who="ana")
    assert len(reload.pending(store)) == 1
    assert reload.resume(store, who="ana", progress=lambda share, told: None) == ()
    assert time_zone(store) == "America/New_York"
    # 23:30 in Paris is 22:30 UTC; 23:30 in New York is 04:30 UTC of the day after
    assert store.value("select min(published_at) from mentions") - before == timedelta(hours=6)
    assert store.value("select count(*) from mentions") == 2
    assert reload.pending(store) == ()
    assert store.rows("select status from uploads order by seq") == [{"status": "withdrawn"}, {"status": "loaded"}]


def test_without_the_raw_bytes_nothing_is_changed(store, tmp_path):
    given(store, tmp_path, "log.csv", LOG)
    for kept in store.files.iterdir():
        kept.unlink()
    with pytest.raises(Refusal, match="nothing was changed"):
        reload.begin(store, "time_zone", "America/New_York", who="ana")
    assert (time_zone(store), reload.pending(store)) == ("Europe/Paris", ())


def test_bytes_past_their_time_are_deleted_and_records_stay(store, tmp_path):
    given(store, tmp_path, "log.csv", LOG)
    assert retention.keep_for(store, 30, who="ana") == 0
    with store.writing() as cursor:
        cursor.execute("update uploads set loaded_at = ?", [now() - timedelta(days=31)])
    assert retention.sweep(store) == 1
    assert store.value("select count(*) from mentions") == 2
    assert store.value("select min(day) from mentions") == date(2026, 11, 9)
