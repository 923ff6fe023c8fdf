"""The engine works on one core while tables and files are small, and on all that it may have otherwise."""

import threading

import pytest

from data import cores
from data.migrations import open_store
from data.sentences import Refusal
from data.store import Store
from loaders.load import load, preview


def used(store) -> int:
    return store.value("select current_setting('threads')")


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """Open the store again and again; EREPUTATION_THREADS is 3."""
    monkeypatch.setenv("EREPUTATION_THREADS", "3")
    stores = []

    def open_again():
        while stores:
            stores.pop().close()
        stores.append(open_store(tmp_path / "cores.duckdb"))
        return stores[0]

    yield open_again
    stores.pop().close()


def mentions(rows: int) -> bytes:
    lines = (f"2026-03-{1 + row % 28:02} 10:00,Aurelle,Forum,author {row},dossier {row}" for row in range(rows))
    return "\n".join(["Date,Brand,Channel,Author,Text", *lines, ""]).encode()


def test_a_small_store_has_one_and_a_large_one_all(opened, monkeypatch, tmp_path):
    assert used(opened()) == 1
    monkeypatch.setattr(cores, "LARGE_TABLE", 50)
    assert used(opened()) == 1
    path = tmp_path / "a.csv"
    path.write_bytes(mentions(60))
    assert load(opened(), path, name="a.csv", who="test", origin="test").status == "loaded"
    assert used(opened()) == 3


def test_a_large_file_has_all_while_it_is_read_and_what_the_tables_ask_for_afterwards(opened, monkeypatch, tmp_path):
    monkeypatch.setattr(cores, "LARGE_TEXT", 1000)
    store = opened()
    seen = []
    path = tmp_path / "a.csv"
    path.write_bytes(mentions(100))
    load(store, path, name="a.csv", who="test", origin="test", progress=lambda *_: seen.append(used(store)))
    assert 3 in seen
    assert used(store) == 1
    assert preview(store, path, name="a.csv").status != "refused"
    assert used(store) == 1
    path.write_bytes(b"nothing to read" * 100)
    assert load(store, path, name="b.csv", who="test", origin="test").status == "refused"
    assert used(store) == 1
    monkeypatch.setattr(cores, "LARGE_TABLE", 50)
    path.write_bytes(mentions(100) + b"2026-04-01 10:00,Aurelle,Forum,author,one more\n")
    assert load(store, path, name="c.csv", who="test", origin="test").status == "loaded"
    assert used(store) == 3


def test_a_second_large_file_keeps_them_until_it_is_done(opened):
    store = opened()
    with store.cores.for_text(cores.LARGE_TEXT):
        with store.cores.for_text(cores.LARGE_TEXT), store.cores.for_text(10):
            assert used(store) == 3
        assert used(store) == 3
    assert used(store) == 1


def test_questions_go_on_while_the_number_changes(opened):
    store = opened()
    with store.writing() as cursor:
        cursor.execute("create table numbers as select range as number from range(300_000)")
    over, wrong, asked = threading.Event(), [], []

    def ask() -> None:
        while not over.is_set():
            total = store.value("select sum(number) from numbers where number % 2 = 0")
            asked.append(total)
            if total != 149_999 * 150_000:
                wrong.append(total)

    readers = [threading.Thread(target=ask) for _ in range(4)]
    for reader in readers:
        reader.start()
    for _ in range(50):
        with store.cores.for_text(cores.LARGE_TEXT):
            store.value("select count(*) from numbers")
    over.set()
    for reader in readers:
        reader.join()
    assert asked
    assert not wrong


@pytest.mark.parametrize("written", ["0", "-1", "two", "1.5"])
def test_a_number_of_cores_that_is_none_is_refused_and_named(tmp_path, monkeypatch, written):
    monkeypatch.setenv("EREPUTATION_THREADS", written)
    with pytest.raises(Refusal, match=f"EREPUTATION_THREADS is '{written}'"):
        Store(tmp_path / "s.duckdb")


def test_the_number_is_the_only_setting_that_is_not_locked(store):
    with store.reading() as cursor:
        assert cursor.execute("select current_setting('allowed_configs')").fetchone() == (["threads"],)
