"""`python -m reports`, as people call it: files with good names, a sentence for what is wrong."""

import io
import json
from datetime import date

import pytest

from commands import mailbox
from commands import run as runner
from commands.reports import main, parser, run
from data.reports import issued as kept
from kpis.engine import periods
from reports.weekly import issuing
from reports.weekly.model import content_of, digest_of
from reports.weekly.request import Request
from tests import canonical
from tests.reports.weekly.example import report as invented

WEEK = ("weekly", "--week", "2026-W39", "--brand", "Velmont", "--role", "senior", "--lang", "fr", "--face", "json")


@pytest.fixture
def call(store, tmp_path):
    """Runs a command on the open store: exit code, output, errors, files that it made."""
    made = tmp_path / "out"
    made.mkdir()

    def command(*arguments):
        output, errors = io.StringIO(), io.StringIO()
        code = run([*arguments, "--out", str(made)], store, {runner.MADE: made}, output, errors)
        return code, output.getvalue(), errors.getvalue(), {one.name: one.read_bytes() for one in made.iterdir()}

    return command


@pytest.fixture
def issued(store):
    """Velmont's report of week 39, issued by Ana."""
    canonical.brands(store, own="Velmont")
    asked = Request("week", "Velmont", "senior", periods.week(date(2026, 9, 21)), date(2026, 9, 28))
    content = content_of(invented())
    kept.add(store, issuing.period_of(asked), {"fr": (content, digest_of(content))}, definitions="", who="ana")
    return store


def test_an_issued_report_is_written_as_it_was_issued(issued, call):
    code, output, errors, files = call(*WEEK)
    assert (code, errors) == (0, "")
    assert output.startswith("report 1, issued on ")
    assert json.loads(files["velmont_2026-W39_fr.json"])["cause"] == invented().cause


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("weekly", "--week", "2026-W60"), "'2026-W60' is not a week"),
        (("weekly", "--week", "soon"), "'soon' is not a week"),
        (("monthly", "--month", "2026-13"), "'2026-13' is not a month"),
        (("quarterly", "--quarter", "2026-Q5"), "'2026-Q5' is not a quarter"),
        (("compare", "--period", "2026-09-30..2026-09-01", "--against", "2026-08"), "is not a period"),
        (("weekly", "--as-of", "yesterday"), "--as-of yesterday: write the day as 2026-01-31."),
    ],
)
def test_a_period_that_is_none_is_a_sentence(issued, call, arguments, told):
    code, _, errors, files = call(*arguments, "--brand", "Velmont", "--role", "senior")
    assert (code, files) == (1, {})
    assert told in errors


def test_an_unknown_brand_role_or_face_is_a_sentence(issued, call):
    for name, value, told in (
        ("--brand", "Nobody", "There is no brand called Nobody"),
        ("--role", "chef", "There is no role called chef"),
        ("--face", "stone", "There is no face called stone. Known faces: pdf"),
    ):
        code, _, errors, files = call(*WEEK, name, value)
        assert (code, files) == (1, {})
        assert told in errors


def test_what_is_refused_is_not_issued(issued, call):
    asked = ("weekly", "--week", "2026-W40", "--brand", "Velmont", "--role", "senior", "--face", "stone")
    code, output, _, files = call(*asked)
    assert (code, output, files) == (1, "", {})
    request = Request("week", "Velmont", "senior", periods.week(date(2026, 9, 28)), date(2026, 10, 6))
    assert issuing.issued(issued, request, "fr") is None


def test_the_owner_of_the_store_makes_the_files_and_they_come_back(issued, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(mailbox, "POLL_SECONDS", 0.01)
    monkeypatch.setenv("EREPUTATION_STORE", str(issued.path))
    monkeypatch.setattr(runner, "open_store", lambda path: (_ for _ in ()).throw(runner.StoreBusy(str(path))))
    end = mailbox.serve(issued, {"reports": runner.handler(run)})
    try:
        alive = mailbox.inbox_of(issued.path) / "alive"
        while not alive.exists():
            pass
        out = tmp_path / "elsewhere" / "reports"
        assert main([*WEEK, "--out", str(out)]) == 0
    finally:
        end()
    assert [one.name for one in out.iterdir()] == ["velmont_2026-W39_fr.json"]
    assert "velmont_2026-W39_fr.json" in capsys.readouterr().out


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert main([*WEEK, "--out", str(tmp_path / "file" / "out")]) == 1
    assert "the folder cannot be made" in capsys.readouterr().err


def test_a_draft_is_no_further_edition():
    with pytest.raises(SystemExit):
        parser().parse_args([*WEEK, "--out", "x", "--draft", "--again"])
