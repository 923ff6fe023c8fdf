"""What is dropped into a folder is loaded once and whole, oldest first, and nothing of it is lost, whoever else writes there."""

import os
import sys
from contextlib import nullcontext

import pytest

from commands import drop_folder
from commands.drop_folder import Watched
from data.sentences import Refusal
from loaders.drop_folder import folder as files_of
from loaders.drop_folder import moves
from tests.commands.dropping import MARCH, Folder

APRIL = "Date,Brand,Channel,Text\n2026-04-02 10:00,Aurelle,X,fine\n"


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "inbox")


def test_a_file_is_taken_once_two_looks_saw_it_unchanged(folder):
    folder.drop("march.csv", MARCH[:60])
    assert folder.look(1) == []
    assert folder.seen.arriving == ("march.csv",)
    folder.drop("march.csv", MARCH)  # the writer goes on
    assert folder.look(1) == []
    assert [one.outcome.status for one in folder.look(1)] == ["loaded"]
    assert folder.loaded() == [("march.csv", MARCH)]


def test_the_oldest_is_loaded_first_as_a_later_export_updates_it(folder):
    for moment, name in ((3, "a.csv"), (1, "b.csv"), (2, "c.csv")):
        folder.drop(name, name)
        os.utime(folder.folder / name, (moment, moment))
    folder.look()
    assert [name for name, _ in folder.loaded()] == ["b.csv", "c.csv", "a.csv"]


def test_what_is_not_a_whole_file_is_neither_opened_nor_moved_and_is_said(folder, tmp_path):
    unfinished = ("a.csv.part", "b.csv.filepart", "c.CRDOWNLOAD", "d.tmp", "~$e.xlsx", "f.csv.part.2", "g.csv~")
    hidden = (".hidden.csv", ".g.csv.Xy12", "Thumbs.db", "desktop.ini")
    for name in (*unfinished, *hidden):
        folder.drop(name)
    folder.drop("made just now.csv", "")
    (tmp_path / "outside.csv").write_text(MARCH)
    (folder.folder / "link.csv").symlink_to(tmp_path / "outside.csv")
    (folder.folder / "brand").mkdir()
    os.mkfifo(folder.folder / "pipe.csv")  # opening it would wait for ever
    before = set(folder.folder.iterdir())
    assert folder.look(3) == []
    assert set(folder.folder.iterdir()) - before == {folder.folder / name for name in files_of.OURS}
    assert before <= set(folder.folder.iterdir())
    assert folder.seen.arriving == tuple(sorted((*unfinished, "made just now.csv")))
    assert folder.seen.unread == ("brand", "link.csv", "pipe.csv")
    os.utime(folder.folder / "made just now.csv", (1, 1))  # it is empty for longer than writers take
    assert [one.name for one in folder.look(2)] == ["made just now.csv"]


def test_names_are_never_overwritten_and_each_file_keeps_its_receipt(folder):
    for text in (MARCH, MARCH, APRIL, "%PDF-1", "%PDF-2"):
        folder.drop("export.csv", text)
        folder.look()
    assert [text for _, text in folder.loaded()] == [MARCH, APRIL]
    for place, texts in (("loaded", [MARCH, MARCH, APRIL]), ("refused", ["%PDF-1", "%PDF-2"])):
        files = [name for name in folder.here(place) if not name.endswith(".receipt.txt")]
        assert sorted(folder.read(f"{place}/{name}") for name in files) == sorted(texts)
        assert {name.removesuffix(".receipt.txt") for name in folder.here(place)} == set(files)
    told = [folder.read(f"loaded/{name}") for name in folder.here("loaded") if name.endswith(".receipt.txt")]
    assert sorted(told) == ["already loaded export.csv", "loaded export.csv", "loaded export.csv"]


NAMES = (
    b"bad\xff\nname.csv", ("é" * 125 + ".csv").encode(), b"x.csv.receipt.txt", b"x.csv", b"-rf.csv", b"no ending",
    b"[red]*'\"$(x).csv",
)  # fmt: skip


def test_files_of_any_name_are_loaded_and_moved_whole(folder):
    for name in NAMES:
        folder.drop(os.fsdecode(name), repr(name))
    assert {one.outcome.status for one in folder.look()} == {"loaded"}
    assert folder.here() == []
    moved = [(folder.folder / "loaded" / name).read_text() for name in folder.here("loaded")]
    assert set(map(repr, NAMES)) <= set(moved)
    assert len(moved) == 2 * len(NAMES)


def meanwhile(monkeypatch, act):
    """`act` happens once, between the load of a file and its move."""
    whole = moves.settle
    todo = [act]

    def settle(*arguments, **named):
        if todo:
            todo.pop()()
        return whole(*arguments, **named)

    monkeypatch.setattr(moves, "settle", settle)


def test_a_file_that_is_replaced_while_it_is_loaded_stays_and_has_its_turn(folder, monkeypatch):
    folder.drop("export.csv", MARCH)
    meanwhile(monkeypatch, lambda: folder.drop("export.csv", APRIL))
    assert folder.look() == []
    assert (folder.read("export.csv"), folder.here("loaded")) == (APRIL, [])
    folder.look()
    assert (folder.here(), folder.read("loaded/export.csv")) == ([], APRIL)
    assert [text for _, text in folder.loaded()] == [MARCH, APRIL]


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/etc/passwd")])
def test_what_is_no_file_and_takes_the_place_of_one_is_put_back_unread(folder, monkeypatch, make):
    folder.drop("export.csv", MARCH)
    path = folder.folder / "export.csv"
    meanwhile(monkeypatch, lambda: (path.unlink(), make(path)))
    assert folder.look(3) == []
    assert (folder.seen.unread, folder.here("loaded")) == (("export.csv",), [])


def test_a_file_that_vanishes_while_it_is_loaded_leaves_no_receipt_and_disturbs_nobody(folder, monkeypatch):
    folder.drop("a.csv", MARCH)
    folder.drop("b.csv", APRIL)
    os.utime(folder.folder / "a.csv", (1, 1))  # it has its turn first
    meanwhile(monkeypatch, (folder.folder / "a.csv").unlink)
    assert [one.name for one in folder.look()] == ["b.csv"]
    assert folder.here("loaded") == ["b.csv", "b.csv.receipt.txt"]


def test_two_watchers_of_one_folder_load_and_move_a_file_once(folder, monkeypatch):
    other = Watched(folder.folder, None, lambda _known: True)
    folder.drop("march.csv")
    other.make_round(lambda: nullcontext(folder.ledger))
    meanwhile(monkeypatch, lambda: other.make_round(lambda: nullcontext(folder.ledger)))
    assert folder.look() == []
    assert folder.here("loaded") == ["march.csv", "march.csv.receipt.txt"]
    assert len(folder.loaded()) == 1


def test_a_moved_file_that_its_writer_goes_on_with_comes_back(folder):
    folder.drop("march.csv", MARCH[:60])
    folder.look()
    with (folder.folder / "loaded" / "march.csv").open(
        "a"
    ) as written:  # the line was interrupted for longer than a look
        written.write(MARCH[60:])
    assert [one.outcome.status for one in folder.look()] == ["loaded"]
    assert [text for _, text in folder.loaded()] == [MARCH[:60], MARCH]


def test_what_fails_is_said_and_tried_again_and_the_others_are_loaded(folder, monkeypatch):
    folder.ledger.fails = {
        "disk.csv": OSError(28, "No space left on device"),
        "fault.csv": RuntimeError("broken"),
        "refusal.csv": Refusal("The dashboard has not answered in {seconds} s.", seconds=600),
    }
    for number, name in enumerate((*folder.ledger.fails, "good.csv")):
        folder.drop(name, f"{MARCH}{number}")
    assert {one.name: one.outcome.status for one in folder.look()} == {
        **dict.fromkeys(folder.ledger.fails, "failed"),
        "good.csv": "loaded",
    }
    assert folder.here() == sorted(folder.ledger.fails)
    told = {name: str(why) for name, why in folder.seen.faults}
    assert "No space left on device" in told["disk.csv"]
    assert "the log of the server says why" in told["fault.csv"]
    assert "has not answered in 600 s" in told["refusal.csv"]
    assert folder.look(2) == []  # not at every look
    folder.ledger.fails = {}
    monkeypatch.setattr(drop_folder, "AGAIN", 0.0)
    assert [one.outcome.status for one in folder.look(1)] == ["loaded"] * 3
    assert (folder.here(), folder.seen.faults) == ([], ())


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_rights_is_said(folder):
    folder.drop("march.csv")
    (folder.folder / "march.csv").chmod(0)
    folder.look()
    assert "Permission denied" in str(dict(folder.seen.faults)["march.csv"])


def test_a_file_that_is_loaded_and_cannot_be_moved_is_not_loaded_again(folder, monkeypatch):
    folder.drop("march.csv")

    def stuck(*_arguments, **_named):
        raise PermissionError(1, "Operation not permitted")

    with monkeypatch.context() as patch:
        patch.setattr(moves, "settle", stuck)
        folder.look()
    assert str(dict(folder.seen.faults)["march.csv"]).startswith("It is loaded, but could not be moved")
    monkeypatch.setattr(drop_folder, "AGAIN", 0.0)
    assert [one.outcome.status for one in folder.look(1)] == ["already loaded"]
    assert folder.here("loaded") == ["march.csv", "march.csv.receipt.txt"]


def test_a_folder_that_is_gone_or_not_ours_to_write_is_said_and_looked_at_again(folder, tmp_path):
    folder.drop("march.csv")
    (folder.folder / "loaded").write_text("a file in its place")
    assert folder.look() == []
    assert "cannot be written to" in str(folder.seen.problem)
    (folder.folder / "loaded").unlink()
    (tmp_path / "elsewhere").mkdir()
    (folder.folder / "loaded").symlink_to(tmp_path / "elsewhere")  # is not followed
    assert folder.look() == []
    assert "is no folder that this program may write to" in str(folder.seen.problem)
    (folder.folder / "loaded").unlink()
    away = folder.folder.rename(folder.folder.with_name("away"))
    assert folder.look() == []
    assert "is not there" in str(folder.seen.problem)
    away.rename(folder.folder)
    assert [one.outcome.status for one in folder.look()] == ["loaded"]
    assert (folder.seen.problem, list((tmp_path / "elsewhere").iterdir())) == (None, [])
