"""What labels are worth: confusion, accuracy, the corrected share, and the scorer on published labels."""

import math
from datetime import date

import pytest

from data.decisions import label_audits
from data.sentences import Refusal
from kpis.analysis import label_accuracy
from loaders.load import load
from tests import canonical

PAIRS = (
    [("negative", "negative")] * 8
    + [("negative", "neutral")] * 2
    + [("neutral", "neutral")] * 8
    + [("positive", "negative")] * 2
)


def test_accuracy_counts_what_is_labelled_right_with_its_interval():
    """8 negative and 8 neutral texts of 20 are right; scipy's Wilson interval of 16 of 20 is 0.5840 to 0.9193."""
    found = label_accuracy.accuracy(PAIRS)
    assert (found.n, found.accuracy) == (20, 0.8)
    assert (found.low, found.high) == (pytest.approx(0.5840, abs=1e-4), pytest.approx(0.9193, abs=1e-4))
    assert found.confusion["positive"] == {"positive": 0, "neutral": 0, "negative": 2}


def test_the_corrected_share_undoes_what_the_labels_miss_and_invent():
    """Sensitivity 8/10, specificity 8/10 (2 of the 10 others are called negative): (0.5 + 0.8 − 1) / 0.6 = 0.5; of 0.32, 0.2."""
    found = label_accuracy.accuracy(PAIRS)
    assert found.corrected("negative", 0.5) == pytest.approx(0.5)
    assert found.corrected("negative", 0.32) == pytest.approx(0.2)


def test_what_a_sample_cannot_say_is_unknown():
    assert label_accuracy.accuracy([]) is None
    assert math.isnan(label_accuracy.accuracy([("neutral", "neutral")]).corrected("negative", 0.3))


@pytest.fixture
def labelled(store):
    text = "\n".join(["Day | Brand | Channel | Sentiment", *(f"2026-03-0{1 + place % 7} | Aurelle | x | {label}" for place, label in enumerate(
        ["positive"] * 60 + ["negative"] * 60 + [""] * 10))])  # fmt: skip
    canonical.mentions(store, text)
    return store


def draw(store, **asked):
    given = {"brand": "Aurelle", "since": date(2026, 3, 1), "until": date(2026, 3, 7), "seed": 46, "who": "lea"}
    return label_audits.draw(store, **(given | asked))


def drawn(store, audit):
    return [
        row["identity"]
        for row in store.rows("select identity from audit_samples where audit = ? order by place", [audit])
    ]


def test_an_audit_draws_a_hundred_labelled_mentions_the_same_for_the_same_seed(labelled):
    first, again, other = draw(labelled), draw(labelled), draw(labelled, seed=47)
    assert len(set(drawn(labelled, first))) == 100
    assert drawn(labelled, first) == drawn(labelled, again)
    assert drawn(labelled, first) != drawn(labelled, other)


def test_labels_by_hand_yield_the_accuracy_and_the_last_one_holds(labelled):
    audit = draw(labelled, size=4)
    shown = [
        row["shown"] for row in labelled.rows("select shown from audit_samples where audit = ? order by place", [audit])
    ]
    assert label_audits.sample(labelled, audit)["label"].isna().all()
    for place, label in enumerate(shown[:3], start=1):
        label_audits.set_label(labelled, audit, place, label, who="lea")
    label_audits.set_label(labelled, audit, 3, "neutral", who="max")
    found = label_accuracy.accuracy(
        label_audits.labelled(labelled, audit)[["truth", "shown"]].itertuples(index=False, name=None)
    )
    assert (found.n, found.accuracy) == (3, pytest.approx(2 / 3))


def test_an_audit_of_nothing_is_refused(labelled):
    with pytest.raises(Refusal, match="nothing to audit"):
        draw(labelled, brand="Velmont")
    assert labelled.value("select count(*) from audit_samples") == 0
    audit = draw(labelled, size=2)
    with pytest.raises(Refusal, match="no mention number 3"):
        label_audits.set_label(labelled, audit, 3, "neutral", who="lea")
    with pytest.raises(Refusal, match="is not a valid sentiment"):
        label_audits.set_label(labelled, audit, 1, "bof", who="lea")


def test_the_figures_that_the_screens_print_are_those_measured_on_published_labels(store, datasets):
    """Every text of the airline file that the store keeps, scored and compared with its published label."""
    load(
        store, datasets / "twitter_airline" / "Tweets_excel_roundtrip.csv", name="Tweets.csv", who="test", origin="test"
    )
    rows = store.rows("select text, sentiment from mentions where text is not null order by identity")
    found = label_accuracy.of_scorer((row["text"], "en", row["sentiment"]) for row in rows)
    assert label_accuracy.as_record(found, data=label_accuracy.measured()["data"]) == label_accuracy.measured()
