"""A lake holds what a file holds, and tells the same figures."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from data import ledger
from data.backups.copying import tables_held
from data.decisions import corrections
from data.decisions.brands import set_role
from data.derived import backlog
from kpis.catalogue import catalogue
from kpis.compute import compute
from kpis.engine.scope import Scope
from loaders.load import load
from tests.data.lake import exports
from tests.kpis import world

SCOPE = Scope(date(2026, 3, 2), date(2026, 4, 5), ("Aurelle", "Novane"), today=date.fromisoformat(world.TODAY))
RECORDS = "select table_name from duckdb_tables() where table_name like '%\\_records' escape '\\' order by all"


def rows_of(store):
    """The records of each table but the names of their uploads, which differ: table -> sorted rows."""
    names = [row["table_name"] for row in store.rows(f"{RECORDS}") if row["table_name"]]
    found = {}
    for name in sorted(set(names)):
        query = f"select r.* exclude (upload_id), u.seq from {name} r join uploads u using (upload_id) order by all"
        found[name] = store.frame(query)
    found["mention_days"] = store.frame("select * from mention_days order by all")
    found["coverage"] = store.frame(
        "select c.* exclude (upload_id), u.seq from coverage c join uploads u using (upload_id) order by all"
    )
    return found


def assert_same(one, other):
    here, there = rows_of(one), rows_of(other)
    assert here.keys() == there.keys()
    assert any(len(frame) for frame in here.values())
    for name, frame in here.items():
        pd.testing.assert_frame_equal(frame, there[name], check_dtype=False, obj=name)


def test_the_tables_and_views_are_those_of_a_file(store, shared):
    query = """
        select table_name, column_name, data_type
        from duckdb_columns()
        where database_name = current_database() and schema_name = 'main'
        order by table_name, column_index
    """
    assert shared.rows(query) == store.rows(query)


def test_every_figure_is_that_of_a_file(store, shared):
    for one in (store, shared):
        world.load(one, world.uploads())
    assert_same(store, shared)
    for name, kpi in catalogue().items():
        grain = "four weeks" if kpi.weeks == 4 else "week"
        pd.testing.assert_frame_equal(
            compute(shared, name, SCOPE, grain=grain), compute(store, name, SCOPE, grain=grain), rtol=1e-9, obj=name
        )
    by_channel = replace(SCOPE, channels=("x",))
    pd.testing.assert_frame_equal(
        compute(shared, "mention_volume", by_channel, grain="day", by="channel"),
        compute(store, "mention_volume", by_channel, grain="day", by="channel"),
    )


def test_loads_corrections_and_undo_leave_the_same_rows(store, shared, tmp_path):
    first, second = (exports.written(tmp_path, number, overlap=number > 0) for number in range(2))
    for one in (store, shared):
        receipts = [load(one, file, name=file.name, who="test", origin="command line") for file in (first, second)]
        assert [receipt.status for receipt in receipts] == ["loaded", "loaded"]
        set_role(one, "Orsa", "own", who="test")
    assert_same(store, shared)
    before = rows_of(shared)
    for one in (store, shared):
        wrong = one.value("select min(identity) from mentions where sentiment = 'positive'")
        corrections.correct(one, wrong, field="sentiment", value="negative", who="test")
    assert_same(store, shared)
    for one in (store, shared):
        ledger.withdraw(one, one.value("select upload_id from uploads order by seq desc limit 1"), who="test")
        backlog.settle(one)
    assert_same(store, shared)
    third = exports.written(tmp_path, 1, overlap=True, name="again.csv")
    assert load(shared, third, name=third.name, who="test", origin="command line").status == "loaded"
    assert len(before["mention_records"]) == shared.value("select count(*) from mention_records")


def test_a_transaction_that_fails_leaves_nothing(shared, tmp_path):
    file = exports.written(tmp_path, 0)
    load(shared, file, name=file.name, who="test", origin="command line")
    with shared.reading() as cursor:
        before = tables_held(cursor)

    def fail():
        with shared.writing() as cursor:
            cursor.execute("delete from mention_records")
            raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        fail()
    with shared.reading() as cursor:
        assert tables_held(cursor) == before
