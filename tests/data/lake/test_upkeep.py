"""Files of a lake are joined and deleted with their snapshots; what was erased is in no byte of any of them."""

import shutil

import duckdb
import pytest

from data import ledger
from data.access.acting import acting, program
from data.backups.copying import tables_held
from data.lake import upkeep
from data.personal import erasure
from data.sentences import Refusal
from loaders.load import load
from tests.data.lake import exports


@pytest.fixture
def filled(shared, tmp_path):
    for number in range(3):
        file = exports.written(tmp_path, number, rows=200)
        assert load(shared, file, name=file.name, who="test", origin="command line").status == "loaded"
    return shared


def files(store, table="*"):
    return [file for place in (store.path.parent / "parquet" / "main").glob(table) for file in place.rglob("*.parquet")]


def holding_in(file, word):
    return duckdb.sql(f"select count(*) from read_parquet('{file}') where author = '{word}'").fetchone()[0] > 0


def holding(store, words, server):
    """Cells of Parquet files, and rows of the catalogue, that hold one of some words."""
    found = []
    for file in files(store):
        columns = duckdb.sql(f"select * from read_parquet('{file}') limit 0").columns
        told = ", ".join(f"cast({column} as varchar)" for column in map('"{}"'.format, columns))
        for word in words:
            query = f"select count(*) from read_parquet('{file}') where concat_ws(' ', {told}) ilike '%{word}%'"
            found += [(file.name, word)] * bool(duckdb.sql(query).fetchone()[0])
    with store.staging() as cursor:
        tables = cursor.execute(
            "select * from postgres_query('catalogue', 'select table_name::varchar from information_schema.tables "
            "where table_schema = ''public''')"
        ).fetchall()
        for (table,) in tables:
            for word in words:
                query = f"select count(*)::bigint from {table} t where t::text ilike ''%{word}%''"
                (count,) = cursor.execute(f"select * from postgres_query('catalogue', '{query}')").fetchone()
                found += [(table, word)] * bool(count)
    return found


def test_small_files_are_joined_and_what_nobody_reads_is_deleted(filled):
    with filled.reading() as cursor:
        before = tables_held(cursor)
    count = len(files(filled, "mention_records"))
    with acting(program("test")):
        filled.compact()
    with filled.staging() as cursor:
        upkeep.expire(cursor, hours=0)
    filled._look(at_once=True)
    assert len(files(filled, "mention_records")) == 2 < count  # of one month, by brand
    with filled.reading() as cursor:
        assert tables_held(cursor) == before


def test_an_erased_person_is_in_no_file_and_no_row_of_the_catalogue(filled, catalogues):
    words = ["author_7", "https://x.com/author_7/"]
    assert holding(filled, words, catalogues)
    with acting(program("test")):
        done = erasure.erase(filled, erasure.Person(("author_7",)), by="test")
    assert done.is_rewritten
    assert not done.remaining
    assert holding(filled, words, catalogues) == []
    assert holding(filled, ["author_8"], catalogues)
    assert filled.value("select count(*) from mentions") == 600
    with filled.reading() as cursor:
        assert "author_7" not in str(cursor.execute("select distinct author from mention_records").fetchall())


def test_a_file_that_a_killed_load_left_goes_with_an_erasure(filled, catalogues):
    whole = next(file for file in files(filled, "mention_records") if holding_in(file, "author_7"))
    left = whole.with_name("ducklake-left.parquet")  # which no snapshot names
    shutil.copyfile(whole, left)
    with acting(program("test")):
        erasure.erase(filled, erasure.Person(("author_7",)), by="test")
    assert not left.exists()
    assert holding(filled, ["author_7"], catalogues) == []
    assert filled.value("select count(*) from mentions") == 600


def test_a_withdrawn_upload_leaves_no_row_behind_once_the_store_is_rewritten(filled, catalogues):
    ledger.withdraw(filled, filled.value("select upload_id from uploads order by seq limit 1"), who="test")
    assert holding(filled, ["Statement 7 on"], catalogues)
    filled.purge()
    assert holding(filled, ["Statement 7 on"], catalogues) == []
    assert holding(filled, ["Statement 407 on"], catalogues)


def test_a_file_has_nothing_to_join(store, capsys):
    from commands.safekeeping import command_line

    with pytest.raises(Refusal, match="The store is one file"):
        command_line.compact(store, None)
