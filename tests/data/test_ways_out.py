"""The engine has no way out: no statement reads, writes, attaches or loads anything beyond the store's own folders."""

import duckdb
import pytest

from data.store import literal, scratch_cursor

OUT = (
    "select * from read_csv('{outside}/secret.csv')",
    "select * from '{outside}/secret.csv'",
    "select * from read_csv('/etc/passwd', columns = {{'line': 'varchar'}}, delim = '|')",
    "select * from read_text('{outside}/secret.csv')",
    "select * from read_blob('/etc/passwd')",
    "select * from read_parquet('{outside}/*.parquet')",
    "select * from glob('{outside}/*')",
    "select * from read_csv('{work}/../outside/secret.csv')",
    "select * from read_text('{work}/link')",
    "copy (select 1) to '{outside}/left.csv'",
    "copy (select 1) to '{work}/../left.csv'",
    "copy (select 1) to '{work}/link'",
    "copy settings from '{outside}/secret.csv'",
    "export database '{outside}/all'",
    "import database '{outside}/all'",
    "attach '{outside}/other.duckdb'",
    "attach '{outside}/other.duckdb' (read_only)",
    "attach 'http://127.0.0.1:9/x.duckdb'",
    "select * from read_csv('http://127.0.0.1:9/x.csv')",
    "select * from read_text('s3://bucket/key')",
    "install httpfs",
    "install httpfs from community",
    "install '{outside}/own.duckdb_extension'",
    "load httpfs",
    "load '{outside}/own.duckdb_extension'",
    "set enable_external_access = true",
    "set allowed_directories = ['/']",
    "set lock_configuration = false",
    "reset lock_configuration",
    "set memory_limit = '100GB'",
    "set temp_directory = '{outside}'",
    "set autoinstall_known_extensions = true",
    "set home_directory = '{outside}'",
    "set log_query_path = '{outside}/log'",
    "create persistent secret (type s3, key_id 'x')",
    "pragma enable_profiling = 'json'; pragma profiling_output = '{outside}/profile'",
)


@pytest.fixture
def folders(store, tmp_path):
    outside = store.path.parent / "outside"
    outside.mkdir(exist_ok=True)
    (outside / "secret.csv").write_text("a,b\n1,2\n")
    (outside / "own.duckdb_extension").write_bytes(b"x" * 1000)
    (store.work / "link").symlink_to(outside / "secret.csv")
    return {"outside": outside, "work": store.work}


def allowed(cursor, folders):
    """The statements that are not refused."""
    found = []
    for statement in OUT:
        try:
            cursor.execute(statement.format(**folders))
        except duckdb.Error:
            continue
        found.append(statement)
    return found


def test_no_statement_of_the_store_finds_a_way_out(store, folders):
    before = sorted(folders["outside"].iterdir())
    with store.reading() as cursor:
        assert allowed(cursor, folders) == []
    assert sorted(folders["outside"].iterdir()) == before
    assert not (folders["outside"].parent / "left.csv").exists()
    assert (folders["outside"] / "secret.csv").read_text() == "a,b\n1,2\n"


def test_the_small_database_of_looks_has_no_way_out_either(folders):
    cursor = scratch_cursor()
    assert allowed(cursor, folders) == []
    cursor.close()


def test_the_work_folder_of_the_store_can_be_used(store):
    folder = store.work
    with store.reading() as cursor:
        cursor.execute(f"copy (select 7 as n) to {literal(str(folder / 'x.csv'))}")
        read = f"select n from read_csv({literal(str(folder / 'x.csv'))}, columns = {{'n': 'int'}}, header = true)"
        assert cursor.execute(read).fetchall() == [(7,)]
        cursor.execute(f"attach {literal(str(folder / 'x.duckdb'))} as other")
        cursor.execute("create table other.t as select 1; detach other")
    assert (folder / "x.duckdb").exists()


def test_a_store_of_one_file_has_no_extension_and_the_engine_cannot_even_look_for_one(store):
    with pytest.raises(duckdb.PermissionException):
        store.rows("select * from duckdb_extensions()")
