"""A backup is whole or is none; a restore puts all of it back or nothing; the oldest go, the last never."""

import json
import shutil
import subprocess
import sys
import threading
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import duckdb
import pytest

from data.access import roles, sign_ins
from data.backups import copying, making, manifest, restoring, settings, shelf
from data.backups.shelf import Backup, Kept
from data.migrations import open_store
from data.sentences import Refusal
from data.store import StoreBusy, insert, now
from tests.tables import given

HEADER = "Date | Brand | Channel | Text"
AT = datetime(2026, 3, 4, 3, tzinfo=UTC)


def mentions(store, folder, name, count):
    rows = "\n".join(f"2026-03-0{1 + row % 9} | Aurelle | x | {name} {row}" for row in range(count))
    return given(store, folder, f"{name}.csv", f"{HEADER}\n{rows}")


@pytest.fixture(scope="module")
def made(empty_store_file, tmp_path_factory):
    """The folder of a store of two uploads and of its backup."""
    folder = tmp_path_factory.mktemp("backed up")
    path = shutil.copyfile(empty_store_file, folder / "e-reputation.duckdb")
    store = open_store(path)
    mentions(store, folder, "first", 5)
    mentions(store, folder, "second", 7)
    making.make(store, "by hand", at=AT)
    store.close()
    return folder


@pytest.fixture
def backed_up(made, tmp_path):
    """The store, closed, and its backup."""
    path = shutil.copytree(made, tmp_path / "here") / "e-reputation.duckdb"
    return path, shelf.latest(path)


@pytest.fixture
def path(backed_up):
    """The store without its backup."""
    shutil.rmtree(shelf.folder(backed_up[0]))
    return backed_up[0]


def state(path):
    """What a store holds, as whoever opens it next sees it."""
    restoring.finish(path)
    with copying.opened(path) as cursor:
        return copying.tables_held(cursor), sorted(one.name for one in path.with_suffix(".files").iterdir())


def everything(folder):
    return {one.relative_to(folder): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def test_a_backup_holds_the_store_and_its_raw_files_and_nothing_is_left_over(backed_up):
    path, done = backed_up
    told = manifest.read(done.path)
    assert list(manifest.faults(done.path, told)) == []
    assert (len(told.uploads), len(told.raw), told.tables["mention_records"].rows) == (2, 2, 12)
    assert [one.name for one in shelf.folder(path).iterdir()] == [done.name] == ["2026-03-04T030000Z-by-hand"]
    assert "Aurelle" not in (done.path / "manifest.json").read_text()
    assert shelf.latest(path) == done
    assert done.size() > 1000


def test_a_backup_made_while_people_load_holds_each_upload_whole(path, tmp_path):
    store, begun = open_store(path), threading.Event()

    def load():
        for number in range(2):
            mentions(store, tmp_path, f"more{number}", 20)
            begun.set()

    loading = threading.Thread(target=load)
    loading.start()
    begun.wait(30)
    done = making.make(store, "schedule")
    loading.join()
    store.close()
    told = manifest.read(done.path)
    assert set(told.raw) == set(told.uploads.values())
    with duckdb.connect(str(done.path / shelf.DATABASE), read_only=True) as copy:
        wrong = copy.execute(
            "select upload_id, kept, count(r.upload_id) from uploads left join mention_records r using (upload_id) "
            "group by all having kept <> count(r.upload_id)"
        ).fetchall()
    assert wrong == []


def test_a_restore_gives_the_store_of_the_backup_and_keeps_the_present_one(backed_up, tmp_path):
    path, done = backed_up
    before = state(path)
    store = open_store(path)
    later = mentions(store, tmp_path, "later", 3)
    store.close()
    newer = state(path)
    assert newer != before
    restored = restoring.restore(path, restoring.chosen(path, "latest"))
    assert restored.lacking == ()
    assert state(path)[0] == before[0]
    assert not path.with_suffix(".restored").exists()
    aside = restored.aside / path.name
    assert (restored.aside / path.with_suffix(".files").name / f"{later.sha256}.zst").exists()
    assert state(aside) == newer
    assert done.name in [one.name for one in shelf.listed(path)]


def test_a_store_that_is_gone_or_damaged_is_restored(backed_up):
    path, _ = backed_up
    before = state(path)
    path.write_bytes(path.read_bytes()[:9000])
    assert restoring.restore(path, restoring.chosen(path, "latest")).aside is not None
    assert state(path) == before
    path.unlink()
    shutil.rmtree(path.with_suffix(".files"))
    assert restoring.restore(path, restoring.chosen(path, "latest")).aside is None
    assert state(path) == before


@pytest.mark.parametrize("part", ["database", "raw", "missing raw", "manifest", "rows"])
def test_a_damaged_backup_is_refused_and_nothing_changes(backed_up, part):
    path, done = backed_up
    file = done.path / "store.duckdb" if part in ("database", "rows") else next((done.path / "files").iterdir())
    content = bytearray(file.read_bytes())
    if part == "database":
        content[len(content) // 2] ^= 0xFF
    elif part == "rows":
        with duckdb.connect(str(file)) as copy:
            copy.execute("delete from mention_records where record = 2")
        told = json.loads((done.path / "manifest.json").read_text())
        told["sha256"] = making.sha256_of(file)
        (done.path / "manifest.json").write_text(json.dumps(told))
    elif part == "raw":
        content[-1] ^= 0xFF
    if part in ("database", "raw"):
        file.unlink()  # the bytes of the store are linked to
        file.write_bytes(content)
    elif part == "missing raw":
        file.unlink()
    elif part == "manifest":
        (done.path / "manifest.json").write_text("{}")
    before = everything(path.parent)
    with pytest.raises(Refusal, match=r"[Cc]hoose another"):
        restoring.restore(path, done)
    assert everything(path.parent) == before


def test_a_store_in_use_is_not_restored(backed_up):
    path, done = backed_up
    holder = subprocess.Popen(
        [sys.executable, "-c", "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); "
         "sys.stdin.read()", str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    holder.stdout.readline()
    before = everything(path.parent)
    try:
        with pytest.raises(StoreBusy):
            restoring.restore(path, done)
        assert everything(path.parent) == before
    finally:
        holder.communicate("")


@pytest.mark.parametrize("step", [2, 3])
def test_a_restore_that_is_interrupted_anywhere_is_done_or_not_begun(backed_up, monkeypatch, step):
    path, done = backed_up
    before = state(path)
    with duckdb.connect(str(path)) as changed:
        changed.execute("delete from mention_days")
    newer, calls = state(path), []

    class Killed(BaseException):
        pass

    def counted(*given):
        calls.append(given)
        if len(calls) > step:
            raise Killed
        return real(*given)

    real = restoring.sync_folder
    monkeypatch.setattr(restoring, "sync_folder", counted)
    with suppress(Killed):
        restoring.restore(path, done)
    monkeypatch.undo()
    is_planned = path.with_suffix(".restoring").exists()
    now_there = state(path)  # opening it carries the plan out
    assert now_there == (before if is_planned or step > 3 else newer)
    open_store(path).close()
    assert not path.with_suffix(".restoring").exists()


def test_a_full_disk_makes_no_backup_and_says_so(path, monkeypatch):
    store = open_store(path)
    monkeypatch.setattr(making.shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(10, 10, 0))
    with pytest.raises(Refusal, match=r"A backup needs .* free some space"):
        making.make(store, "by hand")
    with store.writing() as cursor:  # as a program of this version with other views left it
        cursor.execute("comment on table store_info is 'of another program'")
    store.close()
    store = open_store(path)  # no room for the backup before an update: it is read
    assert store.read_only
    assert store.value("select count(*) from mentions") == 12
    store.close()
    monkeypatch.undo()
    store = open_store(path)

    def full(*_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(manifest, "write", full)
    with pytest.raises(Refusal, match="No space left on device"):
        making.make(store, "by hand")
    assert [one.kind for one in shelf.listed(path)] == ["before update"]
    assert len(list(shelf.folder(path).iterdir())) == 1
    assert list(store.work.iterdir()) == []
    store.close()


def test_the_latest_of_days_weeks_and_months_are_kept(tmp_path):
    made = [
        Backup(tmp_path / f"{day}", AT - timedelta(days=day), "before update" if day in (50, 51, 52) else "schedule")
        for day in range(400)
    ]
    twice = [Backup(tmp_path / "same day", AT - timedelta(hours=1), "by hand"), *made[1:]]
    gone = {one.path for one in shelf.outlived((made[0], *twice), Kept())}
    left = [one.made_at.date() for one in (made[0], *twice) if one.path not in gone]
    assert tmp_path / "same day" in gone
    days = [AT.date() - timedelta(days=day) for day in range(7)]
    weeks = [date(2026, 2, 22), date(2026, 2, 15), date(2026, 2, 8)]
    updates = [AT.date() - timedelta(days=day) for day in (50, 51)]
    months = [date(2025, month, 1) for month in range(4, 13)]
    assert left[:7] == days
    assert set(weeks) < set(left)
    assert set(updates) < set(left)
    assert {(day.year, day.month) for day in left} >= {(day.year, day.month) for day in months}
    assert len(left) == 7 + 3 + 2 + 10
    assert shelf.outlived((made[5],), Kept(1, 0, 0)) == ()


def test_the_hour_of_the_backup_and_how_many_are_kept_are_settings(store):
    assert settings.schedule(store).last_due(AT).isoformat() == "2026-03-04T03:00:00+01:00"
    settings.set_hour(store, 5, who="test")
    assert settings.schedule(store).last_due(AT).isoformat() == "2026-03-03T05:00:00+01:00"
    settings.set_hour(store, None, who="test")
    assert settings.schedule(store).last_due(AT) is None
    settings.keep(store, Kept(3, 2, 1), who="test")
    assert settings.kept(store) == Kept(3, 2, 1)
    for wrong in (Kept(0, 1, 1), Kept(1, -1, 1), Kept(1, 1, 401)):
        with pytest.raises(Refusal):
            settings.keep(store, wrong, who="test")
    insert_nonsense(store)
    assert (settings.kept(store), settings.schedule(store).hour) == (Kept(), 3)


def insert_nonsense(store):
    with store.writing() as cursor:
        for name in ("backup_hour", "backups_kept"):
            insert(cursor, "settings", {"name": name, "value": "no", "set_at": now(), "set_by": "test"})


def test_backups_lie_where_they_are_asked_for(path, tmp_path, monkeypatch):
    monkeypatch.setenv("EREPUTATION_BACKUPS", str(tmp_path / "other disk"))
    monkeypatch.setattr(
        making.os, "link", no_link := lambda *_given: (_ for _ in ()).throw(OSError(18, "cross-device"))
    )
    store = open_store(path)
    done = making.make(store, "by hand")
    store.close()
    assert done.path.parent == tmp_path / "other disk" / "e-reputation.backups"
    assert list(manifest.faults(done.path, manifest.read(done.path))) == []
    assert no_link


def test_a_copy_keeps_the_order_of_decisions_and_another_order_is_another_table(store):
    store.is_noted = False  # 130,000 entries of the audit log
    with store.writing() as cursor:
        cursor.execute(
            "insert into settings select 'hour', cast(n as varchar), timestamp '2026-03-04', 'test' from range(130000) t(n)"
        )
    copy = store.work / "copy.duckdb"
    held = copying.copy_to(store, copy)
    with copying.opened(copy) as cursor:
        assert copying.tables_held(cursor) == held
        assert cursor.execute("select arg_max(value, rowid) from settings").fetchone() == ("129999",)
    with duckdb.connect(str(copy)) as turned:
        turned.execute("create or replace table settings as from settings order by cast(value as integer) desc")
    with copying.opened(copy) as cursor:
        assert copying.table_held(cursor, "settings") != held["settings"]


def test_who_signed_out_stays_out_when_an_earlier_state_is_restored(path):
    moment = int((datetime.now(UTC) - timedelta(minutes=5)).timestamp())
    who = {
        "is_logged_in": True,
        "iss": "i",
        "sub": "1",
        "email": "vera@aurelle.test",
        "iat": moment,
        "exp": moment + 3600,
    }
    given_roles, known = roles.Roles(unknown="viewer"), {**who, "sub": "2"}
    store = open_store(path)
    assert sign_ins.look(store, known, given_roles, {}).is_open
    making.make(store, "by hand")
    later = sign_ins.look(store, who, given_roles, {})  # of whom the backup knows nothing
    sign_ins.end(store, later)
    sign_ins.end(store, sign_ins.look(store, known, given_roles, {}))
    store.close()
    restoring.restore(path, restoring.chosen(path, "latest"))
    store = open_store(path)
    assert [sign_ins.look(store, one, given_roles, {}).state for one in (who, known)] == ["ended", "ended"]
    anew = {**who, "iat": int((datetime.now(UTC) + timedelta(seconds=2)).timestamp())}
    assert sign_ins.look(store, anew, given_roles, {}).is_open
    store.close()
    assert not path.with_suffix(".restoring").exists()
