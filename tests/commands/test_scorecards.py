"""`python -m kpis scorecard | sign`: what the screens say, without a browser."""

import io
import json
from datetime import date

import pytest

from commands.indicators import run
from kpis.analysis.period_scorecard import Look, period_scorecard
from kpis.catalogue import catalogue
from kpis.engine import periods
from tests.canonical import brands, daily, mentions

HEAD = "role,kpi,brand,mode,target,valid_from\n"
ASKED = ("scorecard", "--brand", "Aurelle", "--role", "senior", "--as-of", "2026-04-20")


@pytest.fixture
def told(store):
    """Aurelle: 10 a day for twelve weeks from 12 January, then 20."""
    mentions(store, daily("2026-01-12", [10] * 84 + [20] * 7, Brand="Aurelle", Channel="x"))
    brands(store, own="Aurelle")
    return store


@pytest.fixture
def call(told, tmp_path):
    """Runs a command on the open store: exit code, output, errors. `file`: the bytes of objectives.csv."""

    def command(*arguments, file=""):
        path = tmp_path / "objectives.csv"
        path.write_text(file, encoding="utf-8")
        output, errors = io.StringIO(), io.StringIO()
        code = run(list(arguments), told, {"objectives.csv": path}, output, errors)
        return code, output.getvalue(), errors.getvalue()

    return command


def by_kpi(answer):
    code, output, errors = answer
    assert (code, errors) == (0, "")
    return {row["kpi"]: row for row in json.loads(output)}


def test_the_scorecard_prints_what_the_screens_say(call, told):
    found = by_kpi(call(*ASKED, "--json"))
    assert set(found) == set(catalogue())
    look = Look("Aurelle", periods.week(date(2026, 4, 6)), "senior", date(2026, 4, 20))
    (line,) = period_scorecard(told, ("mention_volume_unique",), look)
    row = found["mention_volume_unique"]
    assert (row["period"], row["value"], row["n"], row["target"]) == ("2026-04-06", 140, 140, 77)
    assert (row["verdict"], row["arrow"], row["p_value"]) == (line.verdict.status, "up", line.change.p)
    assert (row["low"], row["high"]) == (line.low, line.high)
    assert (row["family"], row["casquette"], row["objective"]) == ("mentions", "vigilance", "baseline_percent")
    assert found["response_rate"]["reason"].startswith("No figure")


def test_a_week_without_a_history_has_no_arrow_and_says_why(call):
    row = by_kpi(call(*ASKED, "--week", "2026-01-28", "--json"))["mention_volume_unique"]
    assert (row["period"], row["arrow"], row["value"]) == ("2026-01-26", None, 70)
    assert "6 earlier whole periods" in row["arrow_reason"]


def test_the_plain_scorecard_ends_with_the_objectives_by_casquette(call):
    code, output, _ = call(*ASKED)
    assert code == 0
    assert "objectives by casquette, one idea counted once" in output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--brand", "Velmont", "--role", "senior"), "There is no brand called Velmont. Known brands: Aurelle."),
        (("--brand", "Aurelle", "--role", "cook"), "There is no role called cook. Known roles: stagiaire, senior."),
        (("--brand", "Aurelle", "--role", "intern", "--as-of", "20/04/2026"), "write the day as 2026-01-31"),
        (("--brand", "Aurelle", "--role", "intern", "--as-of", "0001-01-01"), "no export has that day"),
    ],
)
def test_an_unknown_brand_role_or_day_is_refused(call, arguments, words):
    code, _, errors = call("scorecard", *arguments)
    assert code == 1
    assert words in errors


def test_objectives_are_signed_from_a_file_and_judge_from_then_on(call):
    file = f"{HEAD}senior,mention_volume_unique,Aurelle,absolute,200,2026-01-12\n"
    code, output, errors = call("sign", "objectives.csv", file=file)
    assert (code, errors) == (0, "")
    assert output.startswith("1 signed")
    row = by_kpi(call(*ASKED, "--json"))["mention_volume_unique"]
    assert (row["signed"], row["target"], row["verdict"]) == (True, 200, "behind")
    assert call("sign", "objectives.csv", file=file)[1].startswith("nothing to sign")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("senior,earned_coverage,Aurelle,baseline_percent,20,2026-01-12", "The baseline is 0"),
        ("senior,mention_volume_unique,Aurelle,absolute,70.5,2026-01-12", "set 70 or 71"),
        ("senior,negative_share,Aurelle,absolute,120,2026-01-12", "set one from 0 to 100"),
    ],
)
def test_an_objective_that_cannot_hold_is_refused_with_what_would(call, row, words):
    code, output, errors = call("sign", "objectives.csv", file=HEAD + row)
    assert (code, output) == (1, "")
    assert words in errors
    assert errors.startswith("Row 1 (")
