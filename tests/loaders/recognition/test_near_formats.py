"""A table that no format claims is asked about with the tool that it resembles, and is never half read."""

import pytest

from loaders.load import load

NEAR = "are those of {tool}, but its export also has {lacking}: this may be a layout that is not known"


def told(store, tmp_path, text):
    path = tmp_path / "export.csv"
    path.write_text(text, encoding="utf-8")
    receipt = load(store, path, name="export.csv", who="test", origin="test")
    return receipt.status, str(receipt.reason or receipt.questions[0].text)


@pytest.mark.parametrize(
    ("text", "status", "tool", "lacking"),
    [
        (
            "airline_sentiment,airline,text\nneutral,Aurelle,What did you say to me\n",
            "refused",
            "CrowdFlower",
            "tweet_created",
        ),
        (
            "review_id,author_title,review_text,owner_answer,review_datetime_utc,score\n"
            "r1,Sam,Late again and again,,03/15/2026 14:22:05,2\nr2,Noa,Fine with me today,,03/16/2026 14:22:05,4\n",
            "needs an answer",
            "Outscraper",
            "review_rating",
        ),
    ],
)
def test_what_a_table_resembles_is_said_beside_the_question(store, tmp_path, text, status, tool, lacking):
    found, said = told(store, tmp_path, text)
    assert found == status
    assert NEAR.format(tool=tool, lacking=lacking) in said


def test_a_table_of_common_words_resembles_no_tool(store, tmp_path):
    found, said = told(store, tmp_path, "Date,Topic,Text\n2026-01-05,a,hello world this is\n2026-01-06,b,hello again\n")
    assert found == "needs an answer"
    assert "are those of" not in said
