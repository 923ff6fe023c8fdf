"""Files that no format claims: matched by name, corrected, remembered."""

import json

from tests.tables import given

BOARD = "Jour | Verbatim | Compte | Tonalité | Média\n2026-03-02 | Freinage douteux | lea | négatif | Forum A\n2026-03-03 | Très bien | max | positif | Forum A"


def test_a_file_that_no_format_claims_is_shown_column_by_column(store, tmp_path):
    receipt = given(store, tmp_path, "board.csv", BOARD)
    assert receipt.status == "needs an answer"
    assert [(use.header, use.field) for use in receipt.parts[0].columns] == [
        ("Jour", "published"),
        ("Verbatim", "text"),
        ("Compte", "author"),
        ("Tonalité", "sentiment"),
        ("Média", "source"),
    ]
    assert receipt.parts[0].columns[3].samples == ("négatif", "positif")
    assert json.loads(receipt.questions[0].default)["published"] == "Jour"


def test_once_accepted_the_columns_are_remembered_for_the_next_file_with_that_header(store, tmp_path):
    answers = {"columns": "accept", "brand": "Aurelle", "network": "forum"}
    assert given(store, tmp_path, "board.csv", BOARD, answers=answers).kept == 2
    next_file = BOARD.replace("2026-03", "2026-04")
    receipt = given(store, tmp_path, "board2.csv", next_file, answers={"brand": "Aurelle", "network": "forum"})
    assert (receipt.status, receipt.kept) == ("loaded", 2)
    assert receipt.parts[0].format.startswith("learned:")


def test_the_analyst_can_correct_a_column(store, tmp_path):
    board = BOARD.replace("Média", "Note")
    answers = {"column.source": "Note", "columns": "accept", "brand": "Aurelle", "network": "forum"}
    given(store, tmp_path, "board.csv", board, answers=answers)
    assert store.value("select distinct source from mentions") == "Forum A"


def test_columns_can_be_given_whole(store, tmp_path):
    whole = {"table": "mentions", "published": "Jour", "text": "Verbatim"}
    receipt = given(
        store, tmp_path, "b.csv", BOARD, answers={"columns": json.dumps(whole), "brand": "A", "network": "forum"}
    )
    assert receipt.kept == 2
    assert store.value("select count(author) + count(sentiment) from mentions") == 0


def test_a_column_that_the_file_lacks_is_refused_by_name(store, tmp_path):
    receipt = given(
        store,
        tmp_path,
        "b.csv",
        BOARD,
        answers={"columns": json.dumps({"table": "mentions", "published": "Quand", "text": "Verbatim"})},
    )
    assert receipt.status == "refused"
    assert "no column 'Quand'" in str(receipt.reason)


def test_brand_and_network_are_asked_when_the_file_names_them_nowhere(store, tmp_path):
    receipt = given(store, tmp_path, "b.csv", BOARD, answers={"columns": "accept"})
    assert [question.id for question in receipt.questions] == ["brand", "network"]
