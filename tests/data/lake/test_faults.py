"""A catalogue that does not answer, a place that is gone or full, a program that is too old: a sentence, and nothing half."""

import shutil
import subprocess

import pytest

from commands import store as data_commands
from data.backups.copying import tables_held
from data.lake import catalogue
from data.lake.address import lake_at, place_of
from data.migrations import SCHEMA_VERSION, open_store
from data.sentences import Refusal
from data.store import SETTINGS
from loaders.load import load
from tests.data.lake import exports
from tests.data.lake.serving import PASSWORD, postgresql
from tests.data.lake.test_same_as_a_file import rows_of


def loaded(store, folder, number=0, **more):
    file = exports.written(folder, number, **more)
    return load(store, file, name=file.name, who="test", origin="command line")


@pytest.fixture
def outage():
    """A server of its own, to be stopped."""
    for name in ("ducklake", "postgres_scanner"):
        pytest.importorskip(f"duckdb_extension_{name}", reason="the extensions of DuckDB for a lake are not installed")
    with postgresql() as server:
        yield server


def test_a_catalogue_that_does_not_answer_is_named_without_its_password(tmp_path):
    place = place_of("ducklake:postgres:dbname=r host=127.0.0.1 port=9 user=ann password=hush-9", folder=str(tmp_path))
    pytest.importorskip("duckdb_extension_ducklake", reason="the extensions of DuckDB for a lake are not installed")
    with pytest.raises(Refusal, match="does not answer") as told:
        open_store(place)
    assert "hush-9" not in str(told.value)
    assert "port=9" in str(told.value)
    assert "EREPUTATION_STORE" in str(told.value)


def test_a_catalogue_that_goes_away_ends_a_load_with_a_sentence_and_leaves_nothing_half(outage, tmp_path, caplog):
    place = place_of(outage.create("gone"), folder=str(tmp_path / "shared"))
    store = open_store(place)
    assert loaded(store, tmp_path).status == "loaded"
    with store.reading() as cursor:
        before = tables_held(cursor)

    def interrupted():
        with store.writing() as cursor:
            cursor.execute("delete from mention_records")
            outage.stop()

    with pytest.raises(Refusal, match="went away"):
        interrupted()
    refused = loaded(store, tmp_path, 1)
    assert refused.status == "refused"
    assert "does not answer" in str(refused.reason)
    with pytest.raises(Refusal, match="does not answer"):
        store.value("select count(*) from mentions")
    outage.start()
    with store.reading() as cursor:
        assert tables_held(cursor) == before
    assert loaded(store, tmp_path, 1).status == "loaded"
    store.close()
    assert caplog.text
    assert PASSWORD not in caplog.text + str(refused)


def test_parquet_files_at_another_place_than_the_lake_says_are_refused(catalogues, tmp_path):
    address = catalogues.create("elsewhere")
    open_store(place_of(address, folder=str(tmp_path / "shared"))).close()
    with pytest.raises(Refusal, match="keeps its Parquet files at another place than"):
        open_store(place_of(address, folder=str(tmp_path / "shared"), data=str(tmp_path / "other")))


def test_a_folder_that_is_not_mounted_is_not_written_beside(catalogues, tmp_path):
    place = place_of(catalogues.create("unmounted"), folder=str(tmp_path / "shared"))
    store = open_store(place)
    assert loaded(store, tmp_path, rows=400).status == "loaded"
    store.close()
    data = tmp_path / "shared" / "parquet"
    data.rename(tmp_path / "elsewhere")
    for _ in range(2):
        with pytest.raises(Refusal, match="mount its disk"):
            open_store(place)
    (tmp_path / "elsewhere").rename(data)
    store = open_store(place)
    assert store.value("select count(*) from mentions") == 400
    store.close()


def test_a_second_lake_in_the_folder_of_another_is_refused(lake, shared, catalogues, tmp_path):
    assert loaded(shared, tmp_path, rows=400).status == "loaded"
    with pytest.raises(Refusal, match="they are another one's"):
        open_store(place_of(catalogues.create("second"), folder=str(lake.parent)))
    assert shared.value("select count(*) from mentions") == 400


def test_whoever_lost_its_turn_commits_nothing(lake, shared, tmp_path):
    def lost():
        with shared.writing() as cursor:
            cursor.execute("insert into settings values ('x', 'y', current_timestamp, 'test')")
            with shared.staging() as other:
                other.execute(
                    "select * from postgres_query('catalogue', 'select pg_terminate_backend(pid) from pg_locks "
                    f"where locktype = ''advisory'' and objid = {catalogue.WRITE}')"
                )

    with pytest.raises(Refusal, match="went away"):
        lost()
    assert shared.value("select count(*) from settings where name = 'x'") == 0
    assert loaded(shared, tmp_path).status == "loaded"


def test_a_program_that_writes_without_its_turn_is_told_of(lake, shared, tmp_path):
    assert loaded(shared, tmp_path).status == "loaded"
    found = lake_at(lake)
    foreign = catalogue.connect(found, {"secret_directory": str(tmp_path / "none")})

    def conflicting():
        with shared.writing() as cursor:
            cursor.execute("update mention_records set topic = 'a' where record = 5")
            foreign.execute("update mention_records set topic = 'b' where record = 6")

    with pytest.raises(Refusal, match="without taking its turn"):
        conflicting()
    foreign.close()
    assert shared.value("select count(*) from mention_records where topic = 'a'") == 0


def test_an_older_program_on_a_newer_lake_is_refused_and_changes_nothing(lake, monkeypatch):
    store = open_store(lake)
    with store.writing() as cursor:
        cursor.execute("update store_info set schema_version = ?", [SCHEMA_VERSION + 1])
    store.close()
    with pytest.raises(Refusal, match="newer version of this program"):
        open_store(lake)


def test_a_disk_that_fills_refuses_the_load_and_keeps_what_was_there(catalogues, tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)], capture_output=True, check=False)  # fmt: skip
    if mounted.returncode:
        pytest.skip("a small disk can only be mounted by root, where mounting is allowed")
    try:
        place = place_of(catalogues.create("full"), folder=str(tmp_path / "shared"), data=str(folder / "parquet"))
        store = open_store(place)
        assert loaded(store, tmp_path).status == "loaded"
        before = rows_of(store)
        (folder / "filling").write_bytes(bytes(shutil.disk_usage(folder).free - 40_000))
        refused = loaded(store, tmp_path, 3, rows=20_000)
        assert refused.status == "refused"
        assert "is full" in str(refused.reason)
        assert all(frame.equals(before[name]) for name, frame in rows_of(store).items())
        (folder / "filling").unlink()
        assert loaded(store, tmp_path, 1).status == "loaded"
        store.close()
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_what_a_lake_cannot_do_in_place_is_refused(lake, monkeypatch, capsys):
    found = lake_at(lake)
    monkeypatch.setenv("EREPUTATION_STORE", f"{found.shown} password={found.password}")
    monkeypatch.setenv("EREPUTATION_LAKE", str(found.folder))
    assert data_commands.main(["restore", "latest"]) == 1
    assert "A lake is not replaced while others use it" in capsys.readouterr().err


def test_sql_reaches_no_file_but_those_of_the_lake(shared, tmp_path):
    (tmp_path / "secret.csv").write_text("a\n1\n")
    for kind in (shared.reading, shared.staging):
        for query in (
            f"select * from read_csv('{tmp_path / 'secret.csv'}')",
            f"copy (select 1) to '{tmp_path / 'out.csv'}'",
            "attach 'dbname=postgres host=127.0.0.1' as other (type postgres)",
            "set memory_limit = '20GB'",
            "install httpfs",
        ):
            with kind() as cursor, pytest.raises(Exception, match=r"disabled|locked|not allowed|Permission"):
                cursor.execute(query)
    assert SETTINGS["autoinstall_known_extensions"] == "false"
