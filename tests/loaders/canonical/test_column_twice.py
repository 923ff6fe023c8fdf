"""Two columns that feed one figure are asked about where they differ; the same or complementary cells are one statement."""

import pytest

from loaders.load import load
from tests.tables import given, write

PASTED = """
    Date       | Views | Watch time (hours) | Video title | Watch time (hours)
    2026-01-05 | 100   | 10.5               | Clip A      | 800.5
    2026-01-06 | 120   | 12.5               | Clip B      | 700.5
"""
YOUTUBE = {"brand": "Aurelle", "network": "youtube"}
OPTIONS = ("Watch time (hours) (column C)", "Watch time (hours) (column E)")


def hours(store):
    rows = store.rows("select value from account_days where metric = 'watch_hours' order by day")
    return [row["value"] for row in rows]


def test_a_header_that_stands_twice_with_other_figures_is_asked_about(store, tmp_path):
    receipt = given(store, tmp_path, "collé.csv", PASTED, answers=YOUTUBE)
    (question,) = receipt.questions
    assert (question.id, question.options, question.default) == ("column_twice", OPTIONS, None)
    assert str(question.text) == (
        "The columns Watch time (hours) (column C), Watch time (hours) (column E) give the same figure twice and "
        "differ: in record 2 they are 10.5 · 800.5. Which one counts?"
    )


@pytest.mark.parametrize(
    ("answer", "found"), [(OPTIONS[0], [10.5, 12.5]), (OPTIONS[1], [800.5, 700.5]), ("C", [10.5, 12.5])]
)
def test_the_answer_names_the_column_that_counts(store, tmp_path, answer, found):
    assert given(store, tmp_path, "collé.csv", PASTED, answers={**YOUTUBE, "column_twice": answer}).status == "loaded"
    assert hours(store) == found


def test_another_answer_is_refused_with_the_columns(store, tmp_path):
    receipt = given(store, tmp_path, "collé.csv", PASTED, answers={**YOUTUBE, "column_twice": "the first"})
    assert "is not one of its options: Watch time (hours) (column C)" in str(receipt.reason)


def test_columns_with_the_same_figures_are_one_statement(store, tmp_path):
    same = PASTED.replace("800.5", "10.5").replace("700.5", "12.5")
    assert given(store, tmp_path, "collé.csv", same, answers=YOUTUBE).status == "loaded"
    assert hours(store) == [10.5, 12.5]


def test_a_column_that_completes_another_is_no_question(store, tmp_path):
    halves = PASTED.replace("10.5 ", "     ").replace("700.5", "")
    assert given(store, tmp_path, "collé.csv", halves, answers=YOUTUBE).status == "loaded"
    assert hours(store) == [800.5, 12.5]


def test_two_headers_of_one_measure_are_asked_about(store, tmp_path):
    """Likes and J'aime are both reactions of X."""
    header = "Date,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Unfollows,Replies,Reposts,Likes"
    path = write(
        tmp_path / "x.csv", [header.split(","), ["2026-01-05", *["5", "7", "31", "0", "0", "2", "0", "5", "1", "9"]]]
    )
    receipt = load(store, path, name="x.csv", who="test", origin="test", answers={"brand": "Aurelle"})
    (question,) = receipt.questions
    assert question.options == ("Likes (column C)", "Likes (column K)")


def test_a_repeated_column_that_no_figure_reads_is_no_question(store, tmp_path):
    text = "date|brand|channel|followers|note|note\n2026-01-05|Aurelle|x|100|a|b"
    assert given(store, tmp_path, "notes.csv", text).status == "loaded"


def test_several_headers_that_stand_twice_are_asked_about_one_by_one(store, tmp_path):
    text = """
        Date       | Views | Watch time (hours) | Views | Watch time (hours)
        2026-01-05 | 100   | 10.5               | 9000  | 800.5
    """
    receipt = given(store, tmp_path, "collé.csv", text, answers=YOUTUBE)
    assert [one.id for one in receipt.questions] == ["column_twice", "column_twice.2"]
    answers = {**YOUTUBE, "column_twice": "B", "column_twice.2": "C"}
    assert given(store, tmp_path, "collé.csv", text, answers=answers).status == "loaded"
    assert store.rows("select metric, value from account_days order by all") == [
        {"metric": "views", "value": 100.0}, {"metric": "watch_hours", "value": 10.5},
    ]  # fmt: skip
