"""Corrections by hand: they change what counts, keep what the tool said, survive exports, and are undone."""

import pytest

from data import ledger
from data.decisions.corrections import correct, corrections, undo
from data.sentences import Refusal
from tests.tables import given

MARCH = """
    Date             | Brand   | Channel | Text                        | URL                 | Sentiment | Topic | Engagements
    2026-03-02 10:00 | Aurelle | News    | Bravo, encore une panne     | https://a.example/1 | positive  | usage | 3
    2026-03-03 10:00 | Aurelle | News    | Un accident de parcours     | https://a.example/2 | neutral   |       | 1
"""


@pytest.fixture
def march(store, tmp_path):
    """The store with an ironic mention that the tool took for praise, and an accident that is none."""
    given(store, tmp_path, "march.csv", MARCH)
    return store


def mention(store, text):
    return store.rows("select * from mentions where text = ?", [text])[0]


def counted(store):
    return store.rows(
        "select sum(positive) as positive, sum(negative) as negative, sum(sensitive) as sensitive from mention_days"
    )[0]


def test_a_correction_counts_and_the_record_keeps_the_label_of_the_tool(march):
    identity = mention(march, "Bravo, encore une panne")["identity"]
    made = correct(march, identity, field="sentiment", value="negative", who="lea")
    seen = mention(march, "Bravo, encore une panne")
    assert (seen["sentiment"], seen["sentiment_origin"]) == ("negative", "manual")
    assert march.value("select sentiment from mention_records where identity = ?", [identity]) == "positive"
    assert counted(march) == {"positive": 0, "negative": 1, "sensitive": 1}
    assert (made.set_by, made.undone_at) == ("lea", None)


def test_a_correction_survives_a_later_export_of_the_mention_and_its_withdrawal(march, tmp_path):
    identity = mention(march, "Bravo, encore une panne")["identity"]
    correct(march, identity, field="sentiment", value="negative", who="lea")
    later = given(
        march, tmp_path, "later.csv", MARCH.replace("| 3", "| 30").replace("2026-03-03 10:00", "2026-03-09 10:00")
    )
    assert mention(march, "Bravo, encore une panne")["engagement"] == 30
    assert mention(march, "Bravo, encore une panne")["sentiment"] == "negative"
    ledger.withdraw(march, later.upload_id, who="test")
    assert mention(march, "Bravo, encore une panne")["sentiment"] == "negative"


def test_a_correction_waits_for_a_mention_that_was_withdrawn_and_loaded_again(march, tmp_path):
    identity = mention(march, "Bravo, encore une panne")["identity"]
    correct(march, identity, field="sentiment", value="negative", who="lea")
    ledger.withdraw(march, march.value("select upload_id from uploads"), who="test")
    assert march.value("select count(*) from mention_marks") == 0
    given(march, tmp_path, "march.csv", MARCH)
    assert mention(march, "Bravo, encore une panne")["sentiment"] == "negative"


def test_undoing_gives_back_what_held_before_row_for_row(march):
    before = ledger.checksum(march)
    identity = mention(march, "Bravo, encore une panne")["identity"]
    first = correct(march, identity, field="sentiment", value="neutral", who="lea")
    second = correct(march, identity, field="sentiment", value="negative", who="max")
    undo(march, second.correction, who="lea")
    assert mention(march, "Bravo, encore une panne")["sentiment"] == "neutral"
    undo(march, first.correction, who="lea")
    assert (mention(march, "Bravo, encore une panne")["sentiment_origin"]) == "tool"
    assert ledger.checksum(march) == before
    assert [(one.value, one.set_by, one.undone_by) for one in corrections(march, identity)] == [
        ("neutral", "lea", "lea"), ("negative", "max", "lea"),
    ]  # fmt: skip


def test_a_topic_by_hand_replaces_those_of_the_tool_and_of_the_rules(march):
    identity = mention(march, "Un accident de parcours")["identity"]
    assert mention(march, "Un accident de parcours")["is_sensitive"] is True
    correct(march, identity, field="topic", value="humeur", who="lea")
    seen = mention(march, "Un accident de parcours")
    assert (seen["topic"], seen["is_sensitive"]) == ("humeur", False)
    correct(march, identity, field="topic", value=None, who="lea")
    seen = mention(march, "Un accident de parcours")
    assert (seen["topic"], seen["is_sensitive"]) == (None, False)
    assert counted(march)["sensitive"] == 0


def test_a_sensitive_topic_by_hand_makes_a_mention_sensitive(march):
    identity = mention(march, "Bravo, encore une panne")["identity"]
    correct(march, identity, field="topic", value="recall", who="lea")
    assert mention(march, "Bravo, encore une panne")["is_sensitive"] is True
    assert counted(march)["sensitive"] == 2


def test_a_sentiment_taken_away_is_unqualified(march):
    identity = mention(march, "Bravo, encore une panne")["identity"]
    correct(march, identity, field="sentiment", value="", who="lea")
    assert mention(march, "Bravo, encore une panne")["sentiment"] is None
    assert march.value("select sum(unknown) from mention_days") == 1


def test_what_cannot_be_corrected_is_refused(march):
    identity = mention(march, "Bravo, encore une panne")["identity"]
    for asked, said in (
        ({"field": "reach", "value": "3"}, "cannot be corrected by hand"),
        ({"field": "sentiment", "value": "bof"}, "is not a valid sentiment"),
    ):
        with pytest.raises(Refusal, match=said):
            correct(march, identity, who="lea", **asked)
    with pytest.raises(Refusal, match="no longer counts"):
        correct(march, 12345, field="sentiment", value="neutral", who="lea")
    with pytest.raises(Refusal, match="no correction 7"):
        undo(march, 7, who="lea")
    assert corrections(march) == ()
