"""Everything that is written has an owner that removes it: at start, at stop and by schedule; and is for its user alone."""

import gc
import json
import os
import shutil
import stat
import subprocess
import sys
import time
from datetime import timedelta

import pytest

from commands import mailbox
from data import ledger, leftovers, private
from data.backups import rewriting
from data.decisions import retention
from data.migrations import open_store
from tests.tables import given
from ui.uploads.pending import DroppedFile

CSV = "Date | Brand | Channel | Text\n2026-03-02 | Aurelle | x | Belle voiture"


@pytest.fixture
def path(empty_store_file, tmp_path):
    return shutil.copyfile(empty_store_file, tmp_path / "e-reputation.duckdb")


def aged(path, seconds=9 * 86_400):
    for one in (*(path.rglob("*") if path.is_dir() else ()), path):
        os.utime(one, (time.time() - seconds,) * 2)


def left(store):
    """What kills and closed browsers leave, and a raw file of a load that was never committed."""
    for name in ("load-1", "received-2", "report-3"):
        (store.work / name).mkdir()
        (store.work / name / "content").write_text("a name")
    store.files.mkdir(exist_ok=True)
    (store.files / "0.part").write_text("half a file")
    (store.files / f"{'0' * 64}.zst").write_text("of no upload")


def test_a_start_removes_what_a_kill_left_and_no_raw_file_of_an_upload(path, tmp_path):
    store = open_store(path)
    kept = [
        given(store, tmp_path, "a.csv", CSV),
        given(store, tmp_path, "b.csv", CSV + "\n2026-03-03 | Aurelle | x | "),
    ]
    ledger.withdraw(store, kept[1].upload_id, who="test")
    store.close()
    left(store)
    again = open_store(path)
    assert not list(again.work.iterdir())
    assert {one.name for one in again.files.iterdir()} == {f"{receipt.sha256}.zst" for receipt in kept}
    left(again)
    again.close()
    assert not list(again.work.iterdir())
    assert not list(again.files.glob("*.part"))


def test_while_people_work_only_what_is_old_goes(store):
    left(store)
    leftovers.sweep_in_service(store)
    assert len(list(store.work.iterdir())) == 3
    assert {one.suffix for one in store.files.iterdir()} == {".part"}  # nothing is being committed: no upload has it
    aged(store.work)
    aged(store.files)
    leftovers.sweep_in_service(store)
    assert not [*store.work.iterdir(), *store.files.iterdir()]


def test_a_copy_that_waits_for_answers_goes_with_the_session_that_dropped_it(tmp_path):
    (tmp_path / "received-1").mkdir()
    (tmp_path / "received-1" / "content").write_text("a name")
    session = {"received files": {"1": DroppedFile("1", "a.csv", tmp_path / "received-1" / "content")}}
    session.clear()
    gc.collect()
    assert not (tmp_path / "received-1").exists()


def test_raw_files_go_after_their_retention_and_those_of_withdrawn_uploads_after_a_month(store, tmp_path, monkeypatch):
    receipts = [given(store, tmp_path, f"{day}.csv", CSV.replace("02", day)) for day in ("03", "04", "05")]
    ledger.withdraw(store, receipts[0].upload_id, who="test")
    assert retention.sweep(store) == 0
    real = retention.now
    monkeypatch.setattr(retention, "now", lambda: real() + timedelta(days=31))
    assert retention.sweep(store) == 1
    assert not (store.files / f"{receipts[0].sha256}.zst").exists()
    retention.keep_for(store, 30, who="test")
    assert not list(store.files.iterdir())


def test_no_name_of_a_withdrawn_upload_stays_in_the_bytes_of_the_store(path, tmp_path, monkeypatch):
    store = open_store(path)
    rows = "\n".join(f"2026-03-0{1 + row % 9} | Aurelle | x | Jeanne Martinez a écrit {row}" for row in range(40))
    gone = given(store, tmp_path, "gone.csv", f"Date | Brand | Channel | Text\n{rows}")
    given(store, tmp_path, "kept.csv", CSV)
    store.close()
    store = open_store(path)
    ledger.withdraw(store, gone.upload_id, who="test")
    with store.reading() as cursor:
        cursor.execute("checkpoint")
    held = ledger.checksum(store)
    assert not rewriting.is_due(store, retention.raw_expired_at(store))
    real = retention.now
    monkeypatch.setattr(retention, "now", lambda: real() + timedelta(days=31))
    assert rewriting.is_due(store, retention.raw_expired_at(store))
    assert b"Jeanne" in path.read_bytes()
    rewriting.rewrite(store)
    assert ledger.checksum(store) == held
    assert not store.value("select count(*) from uploads where name = 'Jeanne'")
    store.close()
    assert b"Jeanne" not in path.read_bytes()
    assert sorted(one.name for one in tmp_path.iterdir() if one.suffix == ".wal") == []


@pytest.mark.skipif(sys.platform == "win32", reason="there are no modes")
def test_the_store_and_all_beside_it_are_for_their_user_alone(path, tmp_path):
    os.chmod(path, 0o644)
    for name in ("files", "work", "inbox", "backups"):  # as an earlier version left them
        folder = path.with_suffix(f".{name}")
        folder.mkdir(mode=0o755)
        os.chmod(folder, 0o755)
    shared = tmp_path / "shared.pdf"
    store = open_store(path)
    given(store, tmp_path, "a.csv", CSV)
    beside = [one for one in tmp_path.rglob("*") if one.name.startswith(path.stem) or path.stem in str(one.parent)]
    assert len(beside) >= 7
    wrong = {one.name: oct(mode) for one in beside if (mode := stat.S_IMODE(one.stat().st_mode)) & 0o077}
    assert wrong == {}
    assert private.open_to_others(path) == ()
    shared.write_text("for everybody")
    private.for_others(shared)
    assert stat.S_IMODE(shared.stat().st_mode) == 0o666 & ~private._former
    store.close()


def test_a_request_that_was_begun_is_not_carried_out_again_after_a_restart(store, monkeypatch):
    monkeypatch.setattr(mailbox, "POLL_SECONDS", 0.01)
    path = store.path
    folder = mailbox.inbox_of(path) / "a"
    (folder / "0").mkdir(parents=True)
    (folder / "0" / "content").write_text("a name")
    (folder / "taken.json").write_text('{"kind": "count"}')
    unfinished = mailbox.inbox_of(path) / ".writing" / "0"
    unfinished.mkdir(parents=True)
    (unfinished / "content").write_text("a name")
    aged(unfinished.parent)
    done = []
    end = mailbox.serve(store, {"count": lambda *_given: done.append(1)})
    waited = time.monotonic() + 5
    while unfinished.exists() and time.monotonic() < waited:
        time.sleep(0.01)
    end()
    assert (done, unfinished.exists(), (folder / "0" / "content").exists()) == ([], False, False)
    assert "ended while it carried out this request" in json.loads((folder / "reply.json").read_text())["errors"]


def test_folders_of_processes_that_were_killed_go_and_those_of_others_stay(tmp_path, monkeypatch):
    monkeypatch.setattr(leftovers.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(leftovers.tempfile, "tempdir", str(tmp_path))
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    for name in (f"e-reputation-{ended.pid}-a", f"e-reputation-{os.getpid()}-b", "e-reputation-notes", "another"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "rows").write_text("x")
    made = leftovers.own_folder()
    assert {one.name for one in tmp_path.iterdir()} == {
        f"e-reputation-{os.getpid()}-b", "e-reputation-notes", "another", made.name
    }  # fmt: skip
    assert made.stat().st_mode & 0o77 == 0
