"""Backups, the check, the rebuild and the doctor, as the command line and the server call them."""

import io
import json
import logging
import shutil
import subprocess
import sys
import textwrap
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from commands import background
from commands import store as data_commands
from commands.operation import doctor, logs, stopping
from commands.safekeeping import command_line, rounds
from data.backups import making, settings, shelf
from data.migrations import open_store
from data.sentences import Refusal
from tests.tables import given

ROOT = Path(__file__).parents[2]
CSV = "Date | Brand | Channel | Text\n2026-03-02 | Aurelle | x | Belle voiture\n2026-03-03 | Aurelle | x | Retard"
AT = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def loaded(empty_store_file, tmp_path_factory):
    """The folder of a store with an upload."""
    folder = tmp_path_factory.mktemp("loaded")
    store = open_store(shutil.copyfile(empty_store_file, folder / "e-reputation.duckdb"))
    given(store, folder, "a.csv", CSV)
    store.close()
    return folder


@pytest.fixture
def opened(loaded, tmp_path):
    store = open_store(shutil.copytree(loaded, tmp_path / "here") / "e-reputation.duckdb")
    yield store
    store.close()


def said(store, *arguments):
    """Exit code, output and errors of a command on an open store."""
    output, errors = io.StringIO(), io.StringIO()
    code = data_commands.run(list(arguments), store, {}, output, errors)
    return code, output.getvalue(), errors.getvalue()


def test_a_backup_is_made_listed_and_restored_by_command(opened):
    path = opened.path
    assert said(opened, "backup", "--list") == (0, f"There is no backup in {shelf.folder(path)}.\n", "")
    code, told, _ = said(opened, "backup")
    assert (code, "Backed up and verified: " in told) == (0, True)
    (listed,) = json.loads(said(opened, "backup", "--list", "--json")[1])["backups"]
    assert (listed["kind"], listed["bytes"] > 1000) == ("by hand", True)
    assert said(opened, "restore", "latest") == (1, "", "Stop the dashboard, then restore: nothing was changed.\n")
    opened.close()
    output, errors = io.StringIO(), io.StringIO()
    assert command_line.restore("latest", path=path, output=output, errors=errors) == 0
    assert "Restored" in output.getvalue()
    assert "1 uploads, verified" in output.getvalue()
    assert command_line.restore("nothing", path=path, output=output, errors=errors) == 1
    assert f"There is no backup called nothing. There are: {listed['name']}." in errors.getvalue()


def test_the_backup_of_the_day_is_made_once_whatever_the_clock_does(opened, monkeypatch):
    made = []
    monkeypatch.setattr(making, "make", lambda store, kind, at: made.append(at) or SimpleNamespace(name="made"))
    monkeypatch.setattr(shelf, "listed", lambda _path: tuple(SimpleNamespace(made_at=at) for at in made))
    day = timedelta(days=1)
    for at in (AT, AT + timedelta(minutes=1), AT + day, AT + day, AT - 30 * day, AT - 30 * day, AT + 2 * day):
        rounds.back_up_if_due(opened, at)
    assert made == [AT, AT + day, AT - 30 * day, AT + 2 * day]
    settings.set_hour(opened, None, who="test")
    assert rounds.back_up_if_due(opened, AT + 3 * day) is None
    settings.set_hour(opened, 3, who="test")
    monkeypatch.setenv("EREPUTATION_BACKUPS", "off")
    assert rounds.back_up_if_due(opened, AT + 3 * day) is None


def test_a_backup_that_is_wanted_and_old_is_missed(opened, monkeypatch):
    at = datetime.now(UTC)
    assert not settings.is_missed(opened, at)
    assert settings.is_missed(opened, at + timedelta(days=3))
    monkeypatch.setattr(shelf, "latest", lambda _path: SimpleNamespace(made_at=at + timedelta(days=2)))
    assert not settings.is_missed(opened, at + timedelta(days=3))
    assert settings.is_missed(opened, at + timedelta(days=5))
    settings.set_hour(opened, None, who="test")
    assert not settings.is_missed(opened, at + timedelta(days=5))


def test_housekeeping_makes_the_backup_when_the_first_visitors_are_served_and_survives_a_full_disk(opened, monkeypatch):
    made = []

    def make(_store, at):
        made.append(at)
        raise Refusal("The disk is full.")

    monkeypatch.setattr(rounds, "back_up_if_due", make)
    (opened.work / "load-1").mkdir()
    moment = [AT]
    house = rounds.Rounds(opened, clock=lambda: moment[0])
    house.round()
    assert made == []
    house._begun = time.monotonic() - rounds.AT_REST - 1
    house.round()
    house.round()  # not yet again
    moment[0] += rounds.RETRY
    house.round()
    assert made == [AT, AT + rounds.RETRY]


def test_a_store_is_checked_and_rebuilt_by_command_and_put_in_place(opened, monkeypatch):
    path = opened.path
    monkeypatch.setattr("commands.safekeeping.kept_figures.catalogue", dict)
    assert said(opened, "check") == (0, "Sound: keys, sums, roll-ups, kept figures and raw files of 1 uploads.\n", "")
    code, told, _ = said(opened, "rebuild")
    assert (code, told.splitlines()[1]) == (0, "Every table holds the same rows as before.")
    with opened.writing() as cursor:
        cursor.execute("update mention_days set mentions = 9")
    code, told, _ = said(opened, "check", "--json")
    assert (code, json.loads(told)["sound"]) == (1, False)
    (raw,) = opened.files.iterdir()
    background.Supervisor(opened).begin()  # a server: its minutes would be for nothing
    told = (1, "", "Stop the dashboard, then rebuild with --replace: nothing was changed.\n")
    assert said(opened, "rebuild", "--replace") == told
    opened.close()
    output, errors = io.StringIO(), io.StringIO()
    assert command_line.replace(path, output=output, errors=errors) == 0
    again = open_store(path)
    assert said(again, "check")[0] == 0
    (again.files / raw.name).unlink()
    code, told, _ = said(again, "rebuild")
    assert (code, "not covered" in told, "a.csv is no longer kept" in told) == (1, True, True)
    again.close()


SIGNED = '[auth]\ncookie_secret = "0123456789abcdef0123456789abcdef"\nredirect_uri = "https://r.test/oauth2callback"'


def test_the_doctor_says_what_is_wrong_and_what_to_do(opened, monkeypatch):
    code, told, _ = said(opened, "doctor")
    assert code == 0, told
    assert {line[11:23].strip() for line in told.splitlines()} >= {
        "versions", "dependencies", "disk", "permissions", "sign-in", "store", "lock", "clock", "threads", "backups", "raw files",
    }  # fmt: skip
    for raw in opened.files.iterdir():
        raw.unlink()
    opened.files.chmod(0o755)
    with opened.writing() as cursor:
        cursor.execute("update uploads set loaded_at = loaded_at + interval 1 day")
    settings.set_hour(opened, 3, who="test")
    monkeypatch.setattr(shelf, "latest", lambda _path: SimpleNamespace(made_at=AT - timedelta(days=99)))
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _place: shutil._ntuple_diskusage(10, 10, 0))
    code, told, _ = said(opened, "doctor")
    wrong = [line[11:23].strip() for line in told.splitlines() if line.startswith("attention")]
    assert (code, wrong) == (1, ["disk", "permissions", "clock", "backups", "raw files"])
    assert "Make one: python -m data backup" in told


@pytest.mark.parametrize(
    ("text", "mode", "is_ok", "said"),
    [
        (None, 0o600, False, "is not there"),
        ("", 0o644, True, "for this machine alone"),
        (SIGNED, 0o600, True, "set up in secrets.toml"),
        (SIGNED, 0o640, False, "others may read"),
        ("[auth", 0o600, False, "nobody is let in"),
        ('auth = "yes"', 0o600, False, "nobody is let in"),
    ],
)
def test_the_doctor_reads_the_secrets_that_the_server_reads(tmp_path, monkeypatch, text, mode, is_ok, said):
    file = tmp_path / "secrets.toml"
    if text is not None:
        file.write_text(text, encoding="utf-8")
        file.chmod(mode)
    monkeypatch.setenv("EREPUTATION_SECRETS", str(file))
    line = doctor._sign_in()
    assert (line.is_ok, said in line.told) == (is_ok, True), line


def test_the_doctor_says_why_a_store_cannot_be_opened(tmp_path):
    (tmp_path / "e-reputation.duckdb").write_bytes(b"no store")
    output = io.StringIO()
    assert doctor.main(tmp_path / "e-reputation.duckdb", output) == 1
    assert "is damaged, or no store of this program" in output.getvalue()


def test_a_line_of_the_log_tells_no_name_and_no_cell(monkeypatch):
    stream, root = io.StringIO(), logging.getLogger()
    before, level = root.handlers[:], root.level
    try:
        logs.begin(stream)
        try:
            raise ValueError("cell of Jeanne Martin")
        except ValueError:
            logging.getLogger("loaders.load").exception("%s of %d rows", "Jeanne Martin.csv", 12)
        logging.getLogger("x").warning("%s", Refusal("The file {name} is empty.", name="Jeanne"))
        monkeypatch.setenv("EREPUTATION_LOG", "full")
        logs.begin(full := io.StringIO())
        logging.getLogger("x").info("%s", "Jeanne Martin.csv")
    finally:
        root.handlers[:], root.level = before, level
    first, second = map(json.loads, stream.getvalue().splitlines())
    assert "Jeanne" not in stream.getvalue()
    assert (first["level"], first["message"][:1], first["message"][9:]) == ("error", "#", " of 12 rows")
    assert first["error"]["kind"] == "ValueError"
    assert first["error"]["at"][0].startswith("tests/commands/test_safekeeping.py:")
    assert second["message"] == "The file {name} is empty."
    assert "Jeanne Martin.csv" in full.getvalue()


def test_what_libraries_log_with_handlers_of_their_own_is_such_a_line_too():
    """Streamlit's loggers, which print an error that no screen caught, and those of its web server."""
    script = """
        import logging, logging.config, uvicorn.config
        from streamlit.logger import get_logger, update_formatter
        early = get_logger("streamlit.early")
        logging.config.dictConfig(uvicorn.config.LOGGING_CONFIG)
        from commands.operation import logs
        logs.begin()
        update_formatter()
        for one in (early, get_logger("streamlit.late"), logging.getLogger("uvicorn.error")):
            try:
                raise ValueError("cell of Jeanne Martin")
            except ValueError:
                one.exception("Uncaught app execution")
    """
    told = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    lines = [json.loads(line) for line in told.stderr.splitlines()]
    assert [one["logger"] for one in lines] == ["streamlit.early", "streamlit.late", "uvicorn.error"]
    assert "Jeanne" not in told.stderr + told.stdout


def test_a_stop_ends_every_thread_and_closes_the_store(opened):
    class Slow(background.Background):
        def round(self):
            self.stopped.wait(60)

    threads = [Slow(opened, name=f"slow {number}") for number in range(3)]
    for one in threads:
        one.begin()
    assert len(background.running(opened)) == 3
    began = time.monotonic()
    assert stopping.stop(opened, threads) == ()
    assert time.monotonic() - began < 3
    assert background.running(opened) == ()
    assert not opened.path.with_name(opened.path.name + ".wal").exists()
