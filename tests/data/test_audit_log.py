"""Who did what: one entry for each write, in its transaction, in an order that no clock tells, and sound."""

import json
import threading

import duckdb
import pytest

from data.access import acting, log, noted
from data.access.acting import Actor
from data.decisions import brands, views
from data.decisions import log as decision_log
from data.store import insert, now

CLAIRE = Actor("claire@aurelle.test", "approver")


def told(store):
    """(who, action, what, before, after) of each entry, oldest first."""
    rows = store.rows("select who, action, what, before, after from audit_log order by entry")
    return [
        (row["who"], row["action"], *(json.loads(row[name] or "{}") for name in ("what", "before", "after")))
        for row in rows
    ]


def test_an_entry_says_who_did_what_with_the_value_before_and_after(store):
    with acting.acting(CLAIRE):
        brands.set_role(store, "Aurelle", "competitor", who=CLAIRE.name)
        brands.set_role(store, "Aurelle", "own", who=CLAIRE.name)
    assert told(store) == [
        ("claire@aurelle.test", "brand role", {"brand": "Aurelle"}, {}, {"role": "competitor"}),
        ("claire@aurelle.test", "brand role", {"brand": "Aurelle"}, {"role": "competitor"}, {"role": "own"}),
    ]


def test_a_write_that_is_rolled_back_leaves_no_entry(store):
    with pytest.raises(duckdb.Error), store.writing() as cursor:  # noqa: PT012 — the second statement fails the first
        insert(cursor, "settings", {"name": "a", "value": "b", "set_at": now(), "set_by": "x"})
        cursor.execute("insert into no_such_table values (1)")
    assert told(store) == []


def test_an_entry_holds_no_text_that_somebody_wrote(store):
    secret = "Jeanne Dupont is furious"
    decision_log.decide(store, "filter", "complaints", f"q={secret}", who="x")
    decision_log.decide(store, "answer_case", json.dumps(["Aurelle", "assistant", secret, secret]), secret, who="x")
    decision_log.decide(store, "not_own", "Aurelle", json.dumps([secret]), who="x")
    views.keep(store, "Mine", screen="mentions", query={"q": secret}, who="x")
    store.append("annotations", {"annotation": 1, "kind": "event", "title": secret, "note": secret, "first_day": "2026-01-01",
                                 "last_day": "2026-01-02", "is_withdrawn": False, "recorded_at": now(), "recorded_by": "x"})  # fmt: skip
    rows = store.rows("select * from audit_log")
    assert len(rows) == 5
    assert "Dupont" not in repr(rows)


def test_a_changed_a_removed_and_an_added_entry_are_found(store):
    for value in "abcde":
        store.append("settings", {"name": "n", "value": value, "set_at": now(), "set_by": "x"})
    sound = store.rows(log.SELECTED)
    rows = [tuple(row.values()) for row in sound]
    assert log.first_changed(rows) is None
    for place in range(5):
        for column in range(len(rows[0])):
            changed = list(rows[place])
            changed[column] = "2026-01-01" if column == 1 else f"{changed[column]}x"
            if column == 1:
                changed[1] = now()
            forged = [*rows[:place], tuple(changed), *rows[place + 1 :]]
            assert log.first_changed(forged) == place + 1, (place, column)
        if place < 4:  # the last one alone can be taken off unseen
            assert log.first_changed([*rows[:place], *rows[place + 1 :]]) == place + 1
    assert log.first_changed([*rows, rows[-1]]) == 6


def test_many_corrections_at_once_are_as_many_entries(store):
    with store.writing() as cursor:
        for number in range(300):
            insert(cursor, "mention_corrections", {"correction": number, "identity": number % 200, "field": "sentiment",
                                                   "value": str(number), "set_at": now(), "set_by": "x"})  # fmt: skip
    found = told(store)
    assert len(found) == 300
    assert found[250][3:] == ({"value": "50"}, {"value": "250"})
    assert log.first_changed([tuple(row.values()) for row in store.rows(log.SELECTED)]) is None


def test_a_long_value_is_noted_by_its_hash(store):
    store.append("settings", {"name": "n", "value": "x" * 10_000, "set_at": now(), "set_by": "x"})
    assert told(store)[0][4] == {"value": noted.digest("x" * 10_000)}


def test_a_write_within_a_write_keeps_the_order_and_the_chain(store):
    with store.writing() as cursor:
        insert(cursor, "settings", {"name": "outer", "value": "1", "set_at": now(), "set_by": "x"})
        brands.set_role(store, "Aurelle", "own", who="x")
        brands.set_role(store, "Aurelle", "other", who="x")
    rows = [tuple(row.values()) for row in store.rows(log.SELECTED)]
    assert [row[4] for row in rows] == ["brand role", "brand role", "setting"]
    assert log.first_changed(rows) is None


def test_many_threads_leave_one_chain(store):
    def write(number):
        with acting.acting(Actor(f"a{number}@aurelle.test", "approver")):
            for _ in range(5):
                brands.set_role(store, "Aurelle", "own" if number % 2 else "other", who="x")

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    rows = [tuple(row.values()) for row in store.rows(log.SELECTED)]
    assert len(rows) == 40
    assert log.first_changed(rows) is None
    assert {row[2] for row in rows} == {f"a{number}@aurelle.test" for number in range(8)}
