"""The inbox folder of a store: its files are loaded as Uploads would, by the server's thread or from the command line."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from commands import drop_outcome, drop_rounds, mailbox
from commands.drop_rounds import Rounds
from data.decisions import drop_folder as decided
from data.migrations import open_store
from data.sentences import Refusal
from loaders.drop_folder import seen
from loaders.load import load
from tests.commands.dropping import Folder

ROOT = Path(__file__).parents[2]
FOLLOWERS = "Date,Brand,Channel,Followers\n2026-03-02,Aurelle,X,5\n2026-03-09,Velmont,X,7\nnever,Aurelle,X,5\n"
WEEK = "Date,Brand,Channel,Followers\n{day},Aurelle,X,5\n"  # which is the day?


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
