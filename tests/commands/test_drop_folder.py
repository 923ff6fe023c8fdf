"""What is dropped into the inbox folder is loaded once and whole, as Uploads would, and nothing of it is lost."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from contextlib import nullcontext
from pathlib import Path

import pytest

from commands import drop_folder, drop_outcome, drop_rounds, mailbox
from commands.drop_folder import Watched
from commands.drop_outcome import Outcome
from commands.drop_rounds import Rounds
from data.decisions import drop_folder as decided
from data.migrations import open_store
from data.sentences import Refusal
from loaders.drop_folder import folder as files_of
from loaders.drop_folder import moves, seen
from loaders.load import load

ROOT = Path(__file__).parents[2]
MARCH = "Date,Brand,Channel,Text\n2026-03-02 10:00,Aurelle,X,fine\n2026-03-09,Velmont,X,good\nnever,Aurelle,X,wrong\n"
APRIL = "Date,Brand,Channel,Text\n2026-04-02 10:00,Aurelle,X,fine\n"
FOLLOWERS = "Date,Brand,Channel,Followers\n2026-03-02,Aurelle,X,5\n2026-03-09,Velmont,X,7\nnever,Aurelle,X,5\n"
WEEK = "Date,Brand,Channel,Followers\n{day},Aurelle,X,5\n"  # which is the day?


class Ledger:
    """A loader that keeps what it is given in place of a store, and may be asked to fail for some names."""

    def __init__(self):
        self.held, self.fails = {}, {}

    def load(self, path, name, *, waited):
        if name in self.fails:
            raise self.fails[name]
        content = path.read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        status = "refused" if content.startswith(b"%PDF") else "already loaded" if sha256 in self.held else "loaded"
        if status == "loaded":
            self.held[sha256] = (name, content.decode())
        return Outcome(status, sha256, f"{status} {name}")

    def settle(self):
        pass


class Folder:
    """A folder that is looked at, with things to drop into it."""

    def __init__(self, folder):
        folder.mkdir()
        self.folder, self.ledger = folder, Ledger()
        self.watched = Watched(folder, None, lambda _known: True)

    def look(self, times=2):
        return [one for _ in range(times) for one in self.watched.make_round(lambda: nullcontext(self.ledger))]

    @property
    def seen(self):
        return self.watched.look

    def loaded(self):
        """Name and text of what was loaded, in that order."""
        return list(self.ledger.held.values())

    def drop(self, name, text=MARCH):
        (self.folder / name).write_bytes(text.encode() if isinstance(text, str) else text)

    def here(self, place=""):
        return sorted(one.name for one in (self.folder / place).iterdir() if one.is_file())

    def read(self, path):
        return (self.folder / path).read_text(encoding="utf-8")


class Inbox(Folder):
    """The inbox folder of a store, looked at by the code of the server's thread."""

    def __init__(self, store, folder):
        super().__init__(folder)
        decided.choose(store, str(folder), language="en", who="ana")
        self.store, self.rounds = store, Rounds(store)

    def look(self, times=2):
        return [one for _ in range(times) for one in self.rounds.look()]

    @property
    def seen(self):
        return seen.latest(self.store)

    def uploads(self):
        return self.store.rows("select name, status, origin, who, kept from uploads order by seq")


@pytest.fixture
def inbox(store, tmp_path):
    return Inbox(store, tmp_path / "inbox")


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "inbox")


def test_a_file_is_loaded_and_moved_with_its_receipt_and_the_ledger_says_where_it_came_from(inbox):
    inbox.drop("march.csv", FOLLOWERS)
    (done,) = inbox.look()
    assert (done.outcome.status, done.place) == ("loaded", inbox.folder / "loaded" / "march.csv")
    assert inbox.uploads() == [
        {"name": "march.csv", "status": "loaded", "origin": "inbox folder", "who": "inbox folder", "kept": 2}
    ]
    assert (inbox.here(), inbox.here("loaded")) == ([], ["march.csv", "march.csv.receipt.txt"])
    assert inbox.read("loaded/march.csv") == FOLLOWERS
    told = inbox.read("loaded/march.csv.receipt.txt")
    assert "3 read = 2 kept + 0 folded + 1 rejected" in told
    assert "Record 4, Date: 'never'" in told
    for path in (inbox.folder / "loaded", inbox.folder / "loaded" / "march.csv.receipt.txt"):
        assert path.stat().st_mode & 0o077 == 0
    assert list(inbox.store.work.iterdir()) == []
    assert inbox.seen.problem is None
    assert inbox.seen.at is not None


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


def test_what_needs_an_answer_waits_with_its_question_and_one_answer_loads_all_of_that_shape(inbox):
    for month in ("03", "04"):
        inbox.drop(f"followers {month}.csv", WEEK.format(day=f"11/{month}/2026"))
    asked = inbox.look()
    assert [one.outcome.status for one in asked] == ["needs an answer"] * 2
    assert inbox.here() == ["followers 03.csv", "followers 04.csv"]
    assert "do not distinguish the day from the month" in inbox.read("waiting/followers 03.csv.question.txt")
    waiting = inbox.seen.waiting[0]
    assert (waiting.name, len(waiting.questions)) == ("followers 03.csv", 1)
    assert inbox.look(3) == []  # it is not read again while nothing changed
    answered = {"date_order": "mdy"}
    load(inbox.store, waiting.path, name=waiting.name, who="Ann", origin=decided.ORIGIN, answers=answered)
    assert [one.outcome.status for one in inbox.look(1)] == ["loaded"] * 2
    assert (inbox.here(), inbox.here("waiting"), inbox.look(1)) == ([], [], [])
    assert "1 read = 1 kept" in inbox.read("loaded/followers 03.csv.receipt.txt")
    assert [(row["name"], row["who"], row["origin"]) for row in inbox.uploads()] == [
        ("followers 03.csv", "Ann", "inbox folder"),
        ("followers 04.csv", "inbox folder", "inbox folder"),
    ]
    assert inbox.store.rows("select day :: varchar as day from followers order by 1") == [
        {"day": "2026-11-03"},
        {"day": "2026-11-04"},
    ]


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


def test_a_full_disk_is_the_machines_fault_and_a_damaged_file_its_own(store, tmp_path, monkeypatch):
    """The first is tried again; the second is refused, and listed once however often it is dropped."""

    def full(*_arguments):
        raise OSError(28, "No space left on device")

    (tmp_path / "march.csv").write_text(FOLLOWERS)
    with monkeypatch.context() as patch:
        patch.setattr("loaders.load._loaded", full)
        outcome = drop_outcome.of_file(store, tmp_path / "march.csv", name="march.csv")
    assert (outcome.status, "No space left on device" in str(outcome.said)) == ("failed", True)
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7\n")
    outcomes = [drop_outcome.of_file(store, tmp_path / "paper.pdf", name="paper.pdf") for _ in range(2)]
    assert [one.status for one in outcomes] == ["refused", "refused"]
    assert store.value("select count(*) from uploads where name = 'paper.pdf'") == 1


def test_the_thread_survives_a_fault_of_its_own_states_it_and_follows_the_setting(inbox, monkeypatch):
    faults = [RuntimeError("broken")]
    whole = drop_rounds.Watched.make_round

    def make_round(self, *arguments, **named):
        if faults:
            raise faults.pop()
        return whole(self, *arguments, **named)

    monkeypatch.setattr(drop_rounds.Watched, "make_round", make_round)
    told = []
    monkeypatch.setattr(seen, "publish", lambda _store, look: told.append(look))
    inbox.drop("week.csv", WEEK.format(day="2026-03-02"))
    rounds = Rounds(inbox.store, every=0.01)
    rounds.begin()
    until(lambda: inbox.here("loaded") if (inbox.folder / "loaded").is_dir() else [])
    assert any(look and "The last look failed" in str(look.problem) for look in told)
    decided.choose(inbox.store, "", language="en", who="ana")
    until(lambda: told[-1] is None)
    rounds.stop()


def until(is_so):
    last = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < last
        time.sleep(0.01)


def test_a_process_that_is_killed_between_load_and_move_counts_nothing_twice(store, tmp_path):
    """The first process dies as soon as the file is loaded; the next is given the same folder while a dashboard runs."""
    store.close()
    folder = tmp_path / "drop"
    folder.mkdir()
    (folder / "march.csv").write_text(FOLLOWERS)
    (folder / "week.csv").write_text(WEEK.format(day="11/02/2026"))
    (folder / "paper.csv").write_bytes(b"%PDF-1.7\n")
    os.utime(folder / "march.csv", (1, 1))  # it has its turn first
    dying = "import os; from loaders.drop_folder import moves; moves.settle = lambda *a, **k: os.kill(os.getpid(), 9); "
    run = "import sys; from commands.load_files import main; sys.exit(main(sys.argv[1:]))"

    def watch(code):
        environment = os.environ | {"EREPUTATION_STORE": str(store.path), "EREPUTATION_THREADS": "1"}
        return subprocess.run(
            [sys.executable, "-c", code, "--watch", str(folder), "--once"],
            cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

    assert watch(dying + run).returncode == -signal.SIGKILL
    assert (folder / "march.csv").exists()
    owned = open_store(store.path)
    end = mailbox.serve(owned, {drop_outcome.KIND: drop_outcome.answer})
    until((mailbox.inbox_of(store.path) / "alive").exists)
    try:
        done = watch(run)
        rows = owned.rows("select name, status, origin from uploads order by seq")
    finally:
        end()
        owned.close()
    assert (done.returncode, done.stderr) == (1, "")
    assert [line for line in done.stdout.splitlines() if not line.startswith(" ")] == [
        "march.csv: already loaded → loaded/march.csv",
        "week.csv: needs an answer",
        "paper.csv: refused → refused/paper.csv",
    ]
    assert rows == [
        {"name": "march.csv", "status": "loaded", "origin": "inbox folder"},
        {"name": "paper.csv", "status": "refused", "origin": "inbox folder"},
    ]
    assert "3" in (folder / "loaded" / "march.csv.receipt.txt").read_text()
    assert sorted(one.name for one in (folder / "waiting").iterdir()) == ["week.csv.question.txt"]


NOT_FOR_EXPORTS = (
    ("exports", "is not a whole path"),
    ("~/exports", "is not a whole path"),
    ("/", "holds more than exports"),
    ("/tmp/../tmp", "holds more than exports"),
    ("/etc/exports", "belongs to a program"),
    (str(ROOT), "belongs to a program"),
    (str(ROOT / "kpis"), "belongs to a program"),
    ("{store}", "holds the store itself"),
    ("{store}/e-reputation.inbox/x", "holds the store itself"),
    ("{store}/../link", "holds the store itself"),
    ("{store}/e-reputation.duckdb", "is a file, not a folder"),
    ("{store}/e-reputation.duckdb/x", "cannot be made"),
    ("/srv/a\0b", "is not a whole path"),
)


def test_a_folder_whose_files_are_needed_where_they_are_is_refused(store):
    (store.path.parent.parent / "link").symlink_to(store.path.parent)
    for written, said in NOT_FOR_EXPORTS:
        with pytest.raises(Refusal, match=said):
            decided.choose(store, written.replace("{store}", str(store.path.parent)), language="fr", who="ana")
        assert decided.folder(store) == ""


def test_the_environment_names_the_folder_before_the_setting_and_can_turn_it_off(store, tmp_path, monkeypatch):
    decided.choose(store, str(tmp_path / "made"), language="fr", who="ana")
    assert ((tmp_path / "made").is_dir(), decided.folder(store)) == (True, str(tmp_path / "made"))
    monkeypatch.setenv(decided.VARIABLE, "/etc")
    assert decided.folder(store) == "/etc"
    with pytest.raises(Refusal, match="it alone names the inbox folder"):
        decided.choose(store, "", language="fr", who="ana")
    Rounds(store).look()
    assert "belongs to a program" in str(seen.latest(store).problem)
    monkeypatch.setenv(decided.VARIABLE, "off")
    Rounds(store).look()
    assert (decided.folder(store), seen.latest(store)) == ("", None)
