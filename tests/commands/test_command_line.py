"""The commands of the README, run as a user runs them: a new process, a store named by EREPUTATION_STORE."""

import importlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from commands import mailbox, snapshot
from commands import run as runner
from data.migrations import open_store
from data.store import Store
from tests.tables import table, write

ROOT = Path(__file__).parents[2]
FILE = "Date | Brand | Channel | Text\n2026-03-02 10:00 | Aurelle | News | Un rappel\n2026-03-03 10:00 | Velmont | News | Rien à dire"


@pytest.fixture
def run(tmp_path):
    environment = os.environ | {"EREPUTATION_STORE": str(tmp_path / "cli" / "store.duckdb"), "PYTHONPATH": str(ROOT)}

    def command(*arguments):
        return subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return command


def test_a_file_is_loaded_listed_and_undone(run, tmp_path):
    write(tmp_path / "march.csv", table(FILE))
    loaded = run("loaders", "--json", "march.csv")
    receipt = json.loads(loaded.stdout)[0]
    assert (loaded.returncode, receipt["status"], receipt["read"], receipt["kept"]) == (0, "loaded", 2, 2)
    assert receipt["coverage"] == {"from": "2026-03-02", "to": "2026-03-03"}
    assert run("loaders", "march.csv").returncode == 0  # already loaded
    listed = json.loads(run("data", "uploads", "--json").stdout)
    assert [row["upload"] for row in listed] == [receipt["upload"]]
    assert run("data", "undo", receipt["upload"]).returncode == 0
    assert json.loads(run("data", "uploads", "--json").stdout)[0]["status"] == "withdrawn"


def test_a_dry_run_changes_nothing(run, tmp_path):
    write(tmp_path / "march.csv", table(FILE))
    assert json.loads(run("loaders", "--dry-run", "--json", "march.csv").stdout)[0]["status"] == "ready"
    assert run("data", "uploads").stdout.strip() == "No file was given yet."


@pytest.mark.parametrize(
    ("program", "arguments"),
    [("data", ["uploads"]), ("kpis", ["scorecard", "--brand", "Aurelle", "--role", "senior"]),
     ("loaders", ["march.csv"]), ("watch", []), ("reports", ["weekly", "--brand", "Aurelle", "--role", "senior", "--out", "."])],
)  # fmt: skip
def test_a_store_that_cannot_be_opened_is_told_in_a_sentence(program, arguments, tmp_path, monkeypatch, capsys):
    write(tmp_path / "march.csv", table(FILE))
    (tmp_path / "store.duckdb").write_bytes(b"no store")
    monkeypatch.setenv("EREPUTATION_STORE", str(tmp_path / "store.duckdb"))
    monkeypatch.chdir(tmp_path)
    main = importlib.import_module(f"{program}.__main__").main
    assert main(arguments) == 1
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert told.err.startswith("The store store.duckdb is damaged, or no store of this program.")


def test_a_disk_that_takes_no_writing_is_told_in_a_sentence_wherever_a_command_meets_it(
    tmp_path, monkeypatch, capsys, empty_store_file
):
    monkeypatch.setenv("EREPUTATION_STORE", str(shutil.copy(empty_store_file, tmp_path / "store.duckdb")))

    def command(arguments, _store, _files, _output, _errors):
        with Path("/dev/full").open("w") as file:  # what any write meets on a full disk
            file.write(arguments[0])

    assert runner.run("data", command, ["x"], files={}) == 1
    assert capsys.readouterr().err.startswith("A file could not be written: No space left on device.")


def test_exit_code_1_and_a_sentence_for_a_refused_file(run, tmp_path):
    (tmp_path / "empty.csv").write_bytes(b"")
    done = run("loaders", "empty.csv")
    assert done.returncode == 1
    assert "empty.csv: refused" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_exit_code_2_and_the_question_for_a_missing_answer(run, tmp_path):
    write(tmp_path / "week.csv", table("Date | Brand | Channel | Followers\n11/02/2026 | Aurelle | X | 5"))
    asked = run("loaders", "week.csv")
    assert asked.returncode == 2
    assert "date_order" in asked.stdout
    assert run("loaders", "--answer", "date_order=mdy", "week.csv").returncode == 0


def test_brands_are_declared_own_or_competitor(run):
    run("data", "brands", "--own", "Aurelle", "--competitor", "Velmont", "--competitor", "Karsa")
    told = json.loads(run("data", "brands", "--json").stdout)
    assert told == [
        {"brand": "Aurelle", "role": "own"},
        {"brand": "Karsa", "role": "competitor"},
        {"brand": "Velmont", "role": "competitor"},
    ]


def test_a_missing_file_is_said(run):
    done = run("loaders", "nowhere.csv")
    assert (done.returncode, done.stderr.strip()) == (1, "nowhere.csv: there is no such file.")


@pytest.fixture
def served(tmp_path):
    """A process (this one) that owns the store and answers its inbox, as the dashboard does."""
    from commands.load_files import run as run_loaders
    from commands.store import run as run_data

    store = open_store(tmp_path / "cli" / "store.duckdb")
    stop = mailbox.serve(
        store,
        {"loaders": runner.handler(run_loaders), "data": runner.handler(run_data), "snapshot": snapshot.answer},
    )
    time.sleep(0.5)
    yield store
    stop()
    store.close()


def test_a_load_while_the_dashboard_runs_is_handed_to_it(run, served, tmp_path):
    write(tmp_path / "march.csv", table(FILE))
    done = run("loaders", "--json", "march.csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)[0]["kept"] == 2
    assert served.value("select count(*) from mentions") == 2
    assert served.value("select name from uploads") == "march.csv"
    assert run("data", "brands", "--own", "Aurelle").returncode == 0
    assert served.value("select brand from brands where role = 'own'") == "Aurelle"


def test_other_processes_read_a_snapshot_while_the_dashboard_runs(run, served, tmp_path):
    write(tmp_path / "march.csv", table(FILE))
    run("loaders", "march.csv")
    path = snapshot.publish(served)
    copy = Store(path, read_only=True)
    assert copy.value("select sum(mentions) from mention_days") == 2
    copy.close()


def test_without_an_answering_owner_the_command_says_so(run, tmp_path):
    store = open_store(tmp_path / "cli" / "store.duckdb")
    done = run("data", "uploads")
    store.close()
    assert done.returncode == 1
    assert "does not answer requests" in done.stderr
