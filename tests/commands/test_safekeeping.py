"""Backups, the check, the rebuild and the doctor, as the command line and the server call them."""

import io
import json
import shutil
import time
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from commands import store as data_commands
from commands.safekeeping import command_line, rounds
from data.backups import making, settings, shelf
from data.migrations import open_store
from data.sentences import Refusal
from tests.tables import given

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
    opened.close()
    output, errors = io.StringIO(), io.StringIO()
    assert command_line.replace(path, output=output, errors=errors) == 0
    again = open_store(path)
    assert said(again, "check")[0] == 0
    (again.files / raw.name).unlink()
    code, told, _ = said(again, "rebuild")
    assert (code, "not covered" in told, "a.csv is no longer kept" in told) == (1, True, True)
    again.close()
