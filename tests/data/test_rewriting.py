"""The file of the store is rewritten while people read and write: nobody gets an error, and nothing that was written is lost."""

import os
import threading
import time

from data.access.acting import acting, program
from data.backups import rewriting as of_backups
from data.personal import rewriting
from data.store import now

SECONDS = 1.5


def test_readers_and_writers_go_on_while_the_file_is_rewritten(store):
    stopped, errors, written = threading.Event(), [], []

    def reading():
        while not stopped.is_set():
            try:
                with store.reading() as cursor:
                    count = cursor.execute("select count(*) from settings").fetchone()[0]
                    store.value("select 1")  # one within another waits for no exchange
                assert count >= 0
            except Exception as error:
                errors.append(error)

    def writing():
        with acting(program("test")):
            while not stopped.is_set():
                try:
                    name = f"of a test {len(written)}"
                    store.append("settings", {"name": name, "value": "x", "set_at": now(), "set_by": "test"})
                    written.append(name)
                except Exception as error:
                    errors.append(error)

    threads = [threading.Thread(target=one) for one in (reading, reading, writing)]
    for one in threads:
        one.start()
    first = store.path.open("rb")  # held open: else its number is given to a later file
    done, last = [], time.monotonic() + SECONDS
    while time.monotonic() < last or len(done) < 3:
        done.append(rewriting.now_or_later(store))
    stopped.set()
    for one in threads:
        one.join()
    assert errors == []
    assert all(done)
    with first:
        assert not os.path.samestat(store.path.stat(), os.fstat(first.fileno()))
    assert written
    kept = {row["name"] for row in store.rows("select name from settings")}
    assert set(written) <= kept
    assert not rewriting.is_wanted(store)


def test_a_file_that_is_read_for_long_is_rewritten_later(store):
    is_open, go_on = threading.Event(), threading.Event()

    def reading():
        with store.reading() as cursor:
            cursor.execute("select 1")
            is_open.set()
            go_on.wait(10)

    thread = threading.Thread(target=reading)
    thread.start()
    assert is_open.wait(5)
    assert not rewriting.now_or_later(store, within=0.2)
    assert rewriting.is_wanted(store)
    assert store.value("select 1") == 1  # nobody waits for what was given up
    go_on.set()
    thread.join()
    assert rewriting.if_wanted(store)
    assert not rewriting.is_wanted(store)
    assert store.value("select count(*) from settings where name = ?", [of_backups.SETTING]) == 1
