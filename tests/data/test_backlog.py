"""What loads leave for later is settled by the command that loaded, and leaves with the upload."""

import io

import pytest

from commands import load_files
from data import ledger
from data.derived import backlog, near_duplicates, sentiment_labels
from tests.tables import table, write

DISPATCH = "Aurelle rappelle douze mille voitures pour un défaut de freinage constaté sur la chaîne de Montreval"
FIRST = f"Date | Brand | Channel | Language | Text\n2026-03-02 10:00 | Aurelle | News | fr | {DISPATCH}"
SECOND = (
    "Date | Brand | Channel | Language | Text\n"
    f"2026-03-03 10:00 | Aurelle | News | fr | {DISPATCH} hier\n"
    "2026-03-03 11:00 | Aurelle | X | fr | Quelle horreur, cette panne est vraiment une honte"
)


@pytest.fixture
def load(store, tmp_path):
    def run(name, text):
        write(tmp_path / name, table(text))
        output = io.StringIO()
        assert load_files.run([name], store, {name: tmp_path / name}, output, io.StringIO()) == 0
        return output.getvalue()

    return run


def unique(store):
    return store.value("select count(*) filter (where is_unique) from mentions")


def test_a_load_of_the_command_line_finds_the_near_duplicates_that_were_put_aside(store, load, monkeypatch):
    """The second dispatch only adds a word: of three mentions two are unique."""
    monkeypatch.setattr(near_duplicates, "AT_ONCE", 0)  # every day is too busy for the transaction of a load
    load("first.csv", FIRST)
    told = load("second.csv", SECOND)
    assert "Near duplicates found on" in told
    assert backlog.pending(store) == 0
    assert unique(store) == 2


def test_a_load_of_the_command_line_labels_what_came_without_a_label_while_the_scorer_is_on(store, load):
    sentiment_labels.turn(store, "on", who="owner")
    load("second.csv", SECOND)
    assert sentiment_labels.pending(store) == 0
    assert store.value("select sentiment from mentions where channel = 'x'") == "negative"
    assert store.value("select sum(negative) from mention_days where channel = 'x'") == 1


def test_withdrawing_an_upload_restores_the_stories_and_the_daily_counts(store, load, monkeypatch):
    load("first.csv", FIRST)
    before, days = ledger.checksum(store), store.rows("select * from mention_days order by all")
    monkeypatch.setattr(near_duplicates, "AT_ONCE", 0)
    load("second.csv", SECOND)
    assert ledger.checksum(store) != before
    newest = store.value("select arg_max(upload_id, seq) from uploads")
    ledger.withdraw(store, newest, who="test")
    backlog.settle(store)
    assert (ledger.checksum(store), backlog.pending(store)) == (before, 0)
    assert store.rows("select * from mention_days order by all") == days
    assert store.rows("select * from mention_families") == []


def test_settling_a_settled_store_changes_nothing(store, load):
    load("first.csv", FIRST)
    assert backlog.settle(store) == backlog.Settled(0, 0)
