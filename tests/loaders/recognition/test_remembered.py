"""A question is asked once per format and source; what the file itself proves counts more than any memory."""

from data.decisions.brands import set_role
from tests.quirks.test_texts import loaded

HEADER = "Date,Brand,Channel,Followers\n"
GA4 = "# Account: {account}\n# Property: {account} GA4\n# Start date: 20260101\n# End date: 20260131\nEvent name,Event count\n{event},4\n"


def asked(receipt):
    return [question.id for question in receipt.questions]


def notes(receipt):
    return [str(note) for part in receipt.parts for note in part.notes]


def test_the_order_of_dates_is_asked_once_for_files_of_one_name(store, tmp_path):
    first, second = HEADER + "03/04/2026,Aurelle,X,10\n", HEADER + "05/06/2026,Aurelle,X,11\n"
    assert asked(loaded(store, tmp_path, first.encode(), name="suivi 2026-04.csv")) == ["date_order"]
    assert loaded(store, tmp_path, first.encode(), name="suivi 2026-04.csv", date_order="dmy").status == "loaded"
    later = loaded(store, tmp_path, second.encode(), name="suivi 2026-06 (1).csv")
    assert (later.status, str(later.covered_from)) == ("loaded", "2026-06-05")
    assert "Same answers as for the last file of this format and source: date_order = dmy." in notes(later)


def test_a_file_of_another_name_is_asked_about(store, tmp_path):
    loaded(store, tmp_path, (HEADER + "03/04/2026,Aurelle,X,10\n").encode(), name="suivi.csv", date_order="dmy")
    other = loaded(store, tmp_path, (HEADER + "05/06/2026,Aurelle,X,11\n").encode(), name="concurrents.csv")
    assert asked(other) == ["date_order"]


def test_dates_that_prove_their_order_are_not_read_by_memory(store, tmp_path):
    """04/25/2026: the twenty-fifth is no month."""
    loaded(store, tmp_path, (HEADER + "03/04/2026,Aurelle,X,10\n").encode(), name="suivi.csv", date_order="dmy")
    proved = loaded(store, tmp_path, (HEADER + "04/25/2026,Aurelle,X,11\n").encode(), name="suivi.csv")
    assert str(proved.covered_from) == "2026-04-25"


def test_a_property_named_in_the_file_keeps_its_brand(store, tmp_path):
    first, second = GA4.format(account="Aurelle", event="view"), GA4.format(account="Aurelle", event="click")
    loaded(store, tmp_path, first.encode(), brand="Aurelle")
    assert loaded(store, tmp_path, second.encode()).parts[0].brands == {"Aurelle": 1}
    assert asked(loaded(store, tmp_path, GA4.format(account="Karsa", event="view").encode())) == ["brand"]


def test_the_network_of_a_file_that_does_not_name_it_is_asked_every_time(store, tmp_path):
    """Follows.csv is called so on Facebook and on Instagram: the last answer is proposed, and not taken."""
    data = "Follows\nDate,Primary\n2026-03-28T00:00:00,{count}\n"
    answers = {"name": "Follows.csv", "brand": "Aurelle"}
    loaded(store, tmp_path, data.format(count=3).encode(), network="facebook", **answers)
    again = loaded(store, tmp_path, data.format(count=4).encode(), **answers)
    assert [(question.id, question.default) for question in again.questions] == [("network", "facebook")]


def test_a_preview_remembers_nothing(store, tmp_path):
    refused = loaded(store, tmp_path, (HEADER + "03/04/2026,,X,10\n").encode(), name="suivi.csv", date_order="dmy")
    assert refused.status != "loaded"
    assert store.rows("select * from remembered") == []


def test_one_question_serves_the_tables_of_one_file(store, tmp_path):
    block = "# Start date: 20260101\n# End date: 20260131\n"
    data = f"# Report\n{block}Nth day,Users\n0000,5\n\n{block}Country,Users\nFrance,5\n"
    receipt = loaded(store, tmp_path, data.encode())
    assert [(question.id, question.part) for question in receipt.questions] == [("brand", "")]
    assert loaded(store, tmp_path, data.encode(), brand="Aurelle").kept == 2


def test_the_only_own_brand_is_not_asked_for(store, tmp_path):
    set_role(store, "Aurelle", "own", who="test")
    assert loaded(store, tmp_path, GA4.format(account="A", event="view").encode()).status == "loaded"
