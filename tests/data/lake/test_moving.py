"""A store is copied whole to a lake and back, and the copy is proved."""

import pytest

from commands import store as data_commands
from data.access.acting import Actor, acting, program
from data.backups.copying import tables_held
from data.decisions.brands import set_role
from data.lake import moving
from data.lake.address import lake_at
from data.migrations import open_store
from data.sentences import Refusal
from loaders.load import load
from tests.data.lake import exports


@pytest.fixture
def filled(tmp_path):
    """A file store with two uploads that overlap, and a decision."""
    store = open_store(tmp_path / "file" / "e-reputation.duckdb")
    for number in range(2):
        file = exports.written(tmp_path, number, overlap=number > 0)
        load(store, file, name=file.name, who="test", origin="command line")
    set_role(store, "Orsa", "own", who="test")
    set_role(store, "Orsa", "competitor", who="test")
    set_role(store, "Orsa", "own", who="test")
    yield store
    store.close()


def held(store):
    with store.reading() as cursor:
        return tables_held(cursor)


def test_a_store_comes_back_from_a_lake_as_it_was(filled, lake, tmp_path):
    before = held(filled)
    shared, back = open_store(lake), open_store(tmp_path / "back" / "e-reputation.duckdb")
    with acting(program("test")):
        assert moving.copy(filled, shared).raw == 2
        assert held(shared) == before == held(filled)
        moving.copy(shared, back)
    assert held(back) == before
    raw = sorted(one.name for one in filled.files.iterdir())
    assert raw == sorted(one.name for one in shared.files.iterdir()) == sorted(one.name for one in back.files.iterdir())
    for store in (shared, back):  # what comes next is numbered on from there
        file = exports.written(tmp_path, 7)
        load(store, file, name=file.name, who="test", origin="command line")
        assert store.value("select max(seq) from uploads") == 3
        store.close()


def test_a_store_that_holds_something_is_not_written_over(filled, shared, tmp_path):
    file = exports.written(tmp_path, 3)
    load(shared, file, name=file.name, who="test", origin="command line")
    before = held(shared)
    with acting(program("test")), pytest.raises(Refusal, match=r"is not empty \(rows in audit_log, coverage"):
        moving.copy(filled, shared)
    assert held(shared) == before
    assert not list(shared.work.iterdir())


def test_a_copy_that_fails_leaves_nothing_beside_the_other_store(filled, shared, monkeypatch):
    (filled.files / "half.zst").mkdir()  # what cannot be compared
    with acting(program("test")), pytest.raises((Refusal, OSError)):
        moving.copy(filled, shared)
    assert not shared.files.exists()
    assert {name for name, one in held(shared).items() if one.rows} == {moving.OF_EVERY_STORE}


def test_a_viewer_copies_nothing(filled, shared):
    with acting(Actor("Ann", "viewer")), pytest.raises(Refusal):
        moving.copy(filled, shared)


def test_the_command_copies_and_says_so(filled, lake, monkeypatch, capsys):
    found, path = lake_at(lake), filled.path
    filled.close()
    monkeypatch.setenv("EREPUTATION_STORE", str(path))
    to = f"{found.shown} password={found.password}"
    assert data_commands.main(["migrate", "--to", to, "--folder", str(found.folder)]) == 0
    assert "Copied and the same by checksum" in capsys.readouterr().out
    assert data_commands.main(["migrate", "--to", str(path)]) == 1
    assert "at this address already" in capsys.readouterr().err
    assert data_commands.main(["migrate", "--to", "ducklake:sqlite:x", "--folder", "f"]) == 1
    assert "The address of a lake is" in capsys.readouterr().err
    monkeypatch.setenv("EREPUTATION_STORE", to)
    monkeypatch.setenv("EREPUTATION_LAKE", str(found.folder))
    assert data_commands.main(["uploads"]) == 0
    assert "mentions_1.csv" in capsys.readouterr().out
    assert data_commands.main(["compact"]) == 0
    assert "Joined small files" in capsys.readouterr().out
