"""A store that cannot be opened or written says why and what to do; what can be read is read."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from data.migrations import open_store
from data.personal import erasure, own_secret
from data.sentences import Refusal
from data.store import StoreBusy
from tests import canonical


@pytest.fixture
def path(store):
    canonical.mentions(store, "Day | Brand | Channel\n2026-03-02 | Aurelle | x")
    store.close()
    return store.path


def flipped(path, at):
    content = bytearray(path.read_bytes())
    for place in range(at, at + 8):
        content[place] ^= 0xFF
    path.write_bytes(content)


@pytest.mark.parametrize("places", [[0], [8], [4096, 8192], range(12_288, 6_000_000, 262_144)])
def test_a_damaged_store_is_called_damaged_and_not_busy(path, places):
    """Its first block, the mark of its kind, both headers, every block of data."""
    size = path.stat().st_size
    for at in places:
        if at + 8 < size:
            flipped(path, at)
    with pytest.raises(Refusal, match="is damaged, or no store of this program"):
        open_store(path).value("select count(*) from mention_records")


@pytest.mark.parametrize("content", [b"", b"Day,Brand\n" * 900, b"PK\x03\x04" + bytes(9000)])
def test_a_file_that_is_no_store_is_left_as_it_is(tmp_path, content):
    path = tmp_path / "other.duckdb"
    path.write_bytes(content)
    with pytest.raises(Refusal, match="no store of this program"):
        open_store(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "script",
    ["create table orders (amount int)", "create table mentions (day date)", "create table store_info (a int)",
     "create schema s; create table s.store_info (schema_version int)", "create table store_info (schema_version int)"],
)  # fmt: skip
def test_a_database_of_another_program_is_left_as_it_is(tmp_path, script):
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(script)
    path.chmod(0o644)
    before = path.read_bytes()
    with pytest.raises(Refusal, match=r"other\.duckdb is no store of this program"):
        open_store(path)
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (before, 0o644)


def test_a_database_that_the_engine_would_open_by_an_extension_is_told_in_a_sentence(tmp_path):
    path = tmp_path / "other.duckdb"
    with sqlite3.connect(path) as connection:
        connection.execute("create table orders (amount int)")
    with pytest.raises(Refusal, match="cannot be opened: it may be no store of this program"):
        open_store(path)


def test_half_a_store_is_damaged(path):
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(Refusal, match="is damaged"):
        open_store(path).value("select count(*) from mention_records")


def test_a_file_in_place_of_its_folder_is_named(tmp_path):
    (tmp_path / "blocks").write_text("a file")
    with pytest.raises(Refusal, match="cannot be made in"):
        open_store(tmp_path / "blocks" / "e-reputation.duckdb")


def test_a_store_of_another_process_is_busy(path):
    holder = subprocess.Popen(
        [sys.executable, "-c", "import sys; from pathlib import Path; from data.migrations import open_store\n"
         "store = open_store(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()", str(path)],
        cwd=Path(__file__).parents[2], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreBusy):
            open_store(path)
    finally:
        holder.communicate("")


@pytest.fixture
def small_disk(tmp_path):
    """A disk of three megabytes; its folder."""
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)], capture_output=True, check=False)  # fmt: skip
    if done.returncode:
        pytest.skip("a small disk can only be mounted by root, where mounting is allowed")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("kind", ["full", "read-only"])
def test_a_store_on_a_disk_that_takes_no_writing_is_read_and_each_write_says_why(path, small_disk, kind):
    moved = small_disk / path.name
    moved.write_bytes(path.read_bytes())
    if kind == "full":
        with pytest.raises(OSError, match="No space left"):
            (small_disk / "filling").write_bytes(bytes(40_000_000))
    else:
        subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    opened = open_store(moved)
    assert opened.value("select count(*) from mentions") == 1
    words = {"full": "is full: nothing can be written", "read-only": "a disk that is read-only"}[kind]
    with pytest.raises(Refusal, match=words):
        canonical.brands(opened, own="Aurelle")
    with pytest.raises(Refusal, match=words):
        own_secret.ensure(opened, who="test")
    if kind == "read-only":
        with pytest.raises(Refusal, match=words):
            erasure.found(opened, erasure.person(opened, "lea_quark"))
    opened.close()
    assert not opened.secret.exists()  # half of one would keep the store closed
    if kind == "full":
        os.remove(small_disk / "filling")
        again = open_store(moved)
        canonical.brands(again, own="Aurelle")
        again.close()
