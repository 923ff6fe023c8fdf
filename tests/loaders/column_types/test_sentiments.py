"""Sentiments: the scale of numbers, the words of seven languages, and words that nobody foresaw."""

import pytest

from loaders.column_types.sentiment_scales import proved, scale
from loaders.column_types.sentiment_words import answered, label_of
from tests.loaders.column_types.test_types import sentiments
from tests.tables import given


@pytest.mark.parametrize(
    ("written", "labels"),
    [
        ("1..5", {1: "negative", 2: "negative", 3: "neutral", 3.4: "neutral", 3.5: "positive", 5: "positive", 6: None}),
        ("0..100", {12: "negative", 39: "negative", 40: "neutral", 55: "neutral", 60: "neutral", 61: "positive"}),
        ("0..10", {3: "negative", 4: "neutral", 6: "neutral", 7: "positive"}),
        ("-1..1", {-0.05: "negative", -0.04: "neutral", 0.04: "neutral", 0.05: "positive"}),
        ("-5..5", {-0.1: "negative", 0: "neutral", 1: "positive"}),
        ("0,2,4", {0: "negative", 2: "neutral", 4: "positive", 3: None}),
        ("6..1", {1: "positive", 2: "positive", 3.5: "neutral", 5: "negative", 6: "negative"}),
    ],
)
def test_the_middle_of_a_scale_is_neutral(store, written, labels):
    one = scale(written)
    assert {number: one.label(number) for number in labels} == labels
    assert {number: store.value("select " + one.label_sql(f"cast({number} as double)")) for number in labels} == labels


@pytest.mark.parametrize("answer", ["0..5", "0..10", "0..100", "0..6.3"])
def test_the_receipt_counts_what_is_stored_also_just_beside_a_step(store, tmp_path, answer):
    receipt, labels = sentiments(
        store,
        tmp_path,
        ["0", "1.95", "1.999", "2", "2.601", "3.98", "4.96", "4.04"],
        answers={"sentiment_scale": answer},
    )
    (note,) = [str(note) for note in receipt.parts[0].notes if "on the scale" in str(note)]
    counts = ", ".join(f"{label} {labels.count(label)}" for label in ("positive", "neutral", "negative"))
    assert counts in note


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ({-1, 0, 1}, "-1,0,1"),
        ({-0.4, 0.9}, "-1..1"),
        ({-4, 2}, "-5..5"),
        ({-80, 3}, "-100..100"),
        ({0, 2, 4}, "0,2,4"),
        ({2, 4}, None),
        ({1, 2, 3, 4, 5}, None),
        ({0.1, 0.9}, None),
        ({-1, 1, 2, 5}, None),  # -1 may mean no answer
        ({-8, 3}, None),
    ],
)
def test_a_set_of_numbers_proves_its_scale_or_not(numbers, found):
    told = proved({float(one) for one in numbers}, percent=False)
    assert (str(told) if told else None) == found


def test_a_scale_is_asked_with_what_each_would_give(store, tmp_path):
    receipt, _ = sentiments(store, tmp_path, ["5", "1", "3", "4", "2"])
    (question,) = receipt.questions
    assert (question.id, question.default) == ("sentiment_scale", "1..5")
    assert question.options[:3] == ("1..5", "0..5", "-5..5")
    assert "from 1 to 5" in str(question.text)
    assert "1..5: 2 / 1 / 2" in str(question.text)
    receipt, labels = sentiments(store, tmp_path, ["5", "1", "3", "4", "2"], answers={"sentiment_scale": "1..5"})
    assert labels == ["positive", "negative", "neutral", "positive", "negative"]
    assert "Sentiments are numbers on the scale 1..5: positive 2, neutral 1, negative 2." in map(
        str, receipt.parts[0].notes
    )


def test_the_answered_scale_is_remembered_while_the_numbers_fit(store, tmp_path):
    sentiments(store, tmp_path, ["5", "1"], answers={"sentiment_scale": "1..5"})
    assert sentiments(store, tmp_path, ["4", "2"])[0].status == "loaded"
    assert [one.id for one in sentiments(store, tmp_path, ["80", "2"])[0].questions] == ["sentiment_scale"]


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        (["★★★★★", "★☆☆☆☆", "★★★☆☆"], ["positive", "negative", "neutral"]),
        (["4/5", "1 / 5", "3 sur 5"], ["positive", "negative", "neutral"]),
        (["4,5 étoiles", "2 Sterne", "3 stars"], ["positive", "negative", "neutral"]),
        (["8/10", "2/10", "5/10"], ["positive", "negative", "neutral"]),
        (["Positiv", "Gemischt", "Unbekannt", "très positif"], ["positive", "mixed", None, "positive"]),
        (["+", "-", "="], ["positive", "negative", "neutral"]),
        (["👍", "👎", "😐", ""], ["positive", "negative", "neutral", None]),
        (["posi\u00adtif", "\ufeffneutre", "NÉGATIVE "], ["positive", "neutral", "negative"]),
    ],
)
def test_words_and_stars_need_no_question(store, tmp_path, words, labels):
    assert sentiments(store, tmp_path, words)[1] == labels


def test_an_unknown_word_is_asked_about_and_its_mention_counts(store, tmp_path):
    words = ["positive", "sarcastic", "sarcastic", "not relevant"]
    (question,) = sentiments(store, tmp_path, words)[0].questions
    assert (question.id, question.default) == ("sentiment_words", "unqualified")
    assert "'sarcastic' (2), 'not relevant' (1)" in str(question.text)
    receipt, labels = sentiments(store, tmp_path, words, answers={"sentiment_words": "sarcastic=negative"})
    assert [one.id for one in receipt.questions] == ["sentiment_words"]  # 'not relevant' is still open
    answer = "sarcastic = négatif; Not relevant = unqualified"
    receipt, labels = sentiments(store, tmp_path, words, answers={"sentiment_words": answer})
    assert (receipt.kept, receipt.rejected) == (4, 0)
    assert labels == ["positive", "negative", "negative", None]
    assert any("left unqualified: 1 ('not relevant' (1))" in str(note) for note in receipt.parts[0].notes)


def test_words_answered_once_are_remembered_and_new_ones_asked_about(store, tmp_path):
    sentiments(store, tmp_path, ["positive", "sarcastic"], answers={"sentiment_words": "unqualified"})
    receipt, _ = sentiments(store, tmp_path, ["negative", "sarcastic", "ironic"])
    assert "'ironic' (1)" in str(receipt.questions[0].text)
    assert "sarcastic" not in str(receipt.questions[0].text)


def test_an_error_of_the_spreadsheet_is_a_reject_not_a_word(store, tmp_path):
    receipt, _ = sentiments(store, tmp_path, ["positive", "#REF!"])
    assert (receipt.kept, receipt.rejected, receipt.questions) == (1, 1, ())
    assert receipt.parts[0].rejects[0].reason == "is an error or a formula of the spreadsheet, not a sentiment"


def test_a_column_of_texts_does_not_look_like_sentiments(store, tmp_path):
    """Thirty-one words and more that most cells have."""
    lines = [f"2026-03-01 10:{n:02} | Aurelle | X | Texte {n} | motif numéro {n}" for n in range(40)]
    receipt = given(store, tmp_path, "s.csv", "Date | Brand | Channel | Text | Sentiment\n" + "\n".join(lines))
    assert "does not look like sentiments: it has 40 different words" in str(receipt.questions[0].text)


@pytest.mark.parametrize(
    ("word", "label"),
    [
        ("Positives", "positive"), ("négatives", "negative"), ("positivas", "positive"), ("neutrale", "neutral"),
        ("sehr negativ", "negative"), ("zeer positief", "positive"), ("sentiment négatif", "negative"),
        ("not positive", None), ("Not Rated", "unqualified"), ("sin clasificar", "unqualified"), ("ironique", None),
    ],
)  # fmt: skip
def test_words_are_known_in_their_forms(word, label):
    assert label_of(word) == label


def test_an_answer_about_words_is_pairs_or_json():
    assert answered("a=positive; b c = Negativ") == {"a": "positive", "b c": "negative"}
    assert answered('{"a": "mixte"}') == {"a": "mixed"}
    assert answered("unqualified") == {}
