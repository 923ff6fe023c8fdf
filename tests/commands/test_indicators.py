"""`python -m kpis list | show | compute`, as people and machines call it."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from commands.indicators import run
from data.migrations import open_store
from kpis.catalogue import catalogue
from tests.canonical import brands, daily, mentions

ROOT = Path(__file__).parents[2]
WEEK = ("--since", "2026-03-02", "--until", "2026-03-08")


@pytest.fixture
def call(store):
    """Runs a command on the open store: exit code, output, errors."""

    def command(*arguments):
        output, errors = io.StringIO(), io.StringIO()
        code = run(list(arguments), store, {}, output, errors)
        return code, output.getvalue(), errors.getvalue()

    return command


@pytest.fixture
def told(store):
    """Aurelle: two mentions a day on x, one in the news; Novane: one a day on x; the week of 2 March."""
    for brand, channel, per_day in (("Aurelle", "x", 2), ("Aurelle", "news", 1), ("Novane", "x", 1)):
        text = daily("2026-03-02", [per_day] * 7, Brand=brand, Channel=channel, Sentiment="negative")
        mentions(store, text)
    brands(store, own="Aurelle")
    return store


def rows(answer):
    code, output, errors = answer
    assert (code, errors) == (0, "")
    return json.loads(output)


def test_list_names_every_kpi_in_both_languages(call):
    code, output, _ = call("list")
    assert code == 0
    assert len(output.splitlines()) == len(catalogue())
    for kpi in catalogue().values():
        assert f"{kpi.title['en']} · {kpi.title['fr']}" in output


def test_list_for_machines(call):
    found = {row["id"]: row for row in rows(call("list", "--json"))}
    assert set(found) == set(catalogue())
    assert found["share_of_voice"] == {
        "id": "share_of_voice", "casquette": "vigilance", "unit": "percent", "class": "ratio",
        "title": {"en": "Share of voice", "fr": "Part de voix"},
    }  # fmt: skip


def test_show_tells_question_formula_sql_and_the_articles_sentences(call):
    code, output, _ = call("show", "negative_share")
    assert code == 0
    assert "negative_share: Negative share · Part de négatif (vigilance)" in output
    assert "Quelle part de ce qui se dit de nous est négative\u00a0?" in output
    assert "unit percent, better lower, class ratio, interval wilson, needs sentiment_days" in output
    assert "S06: « ne pas envenimer une situation" in output
    assert catalogue()["negative_share"].sql in output


def test_compute_gives_rows_of_period_series_value_n_low_high(call, told):
    found = rows(call("compute", "negative_share", *WEEK, "--brand", "Aurelle", "--json"))
    assert found == [
        {
            "kpi": "negative_share", "period": "2026-03-02", "series": "Aurelle", "value": 1.0, "n": 21.0,
            "low": pytest.approx(0.8454, abs=1e-4), "high": 1.0, "state": "complete", "covered_days": 7, "days": 7,
            "spread": None, "degrees": None,  # without earlier weeks
        }
    ]  # fmt: skip


def test_compute_takes_several_kpis_brands_and_grains(call, told):
    asked = ("compute", "mention_volume", "share_of_voice", *WEEK, "--brand", "Aurelle", "--brand", "Novane", "--json")
    found = [(row["kpi"], row["series"], row["value"]) for row in rows(call(*asked))]
    assert found == [
        ("mention_volume", "Aurelle", 21), ("mention_volume", "Novane", 7),
        ("share_of_voice", "Aurelle", 0.75), ("share_of_voice", "Novane", 0.25),
    ]  # fmt: skip
    days = rows(call("compute", "mention_volume", *WEEK, "--brand", "Novane", "--grain", "day", "--json"))
    assert [row["value"] for row in days] == [1] * 7


def test_compute_breaks_down_and_filters(call, told):
    by = rows(call("compute", "mention_volume", *WEEK, "--by", "channel", "--json"))
    assert {row["series"]: row["value"] for row in by} == {"news": 7, "x": 14}  # of our own brand
    only = rows(call("compute", "mention_volume", *WEEK, "--channel", "news", "--brand", "Aurelle", "--json"))
    assert [row["value"] for row in only] == [7]


def test_compute_looks_at_the_last_complete_week_unless_told_otherwise(call, told):
    found = rows(call("compute", "mention_volume", "--brand", "Aurelle", "--json"))
    assert [(row["period"], row["value"]) for row in found] == [("2026-03-02", 21)]


def test_one_end_of_the_days_is_enough(call, told):
    asked = ("compute", "mention_volume", "--grain", "all", "--brand", "Aurelle", "--json")
    found = rows(call(*asked, "--since", "2026-03-07"))
    assert [(row["period"], row["value"]) for row in found] == [("2026-03-07", 6)]  # to Sunday the 8th
    found = rows(call(*asked, "--until", "2026-03-03"))
    assert [(row["period"], row["value"]) for row in found] == [("2026-03-02", 6)]


def test_what_is_not_known_is_null_for_machines_and_n_a_for_people(call, told):
    asked = ("compute", "followers_total", *WEEK, "--brand", "Aurelle")
    found = rows(call(*asked, "--json"))[0]
    assert (found["value"], found["n"], found["low"], found["state"]) == (None, None, None, "missing")
    code, output, _ = call(*asked)
    assert code == 0
    assert output.splitlines()[0] == "followers_total (count)"
    assert "n/a" in output.splitlines()[2]
    assert "nan" not in output.lower()


def test_an_empty_store_says_that_nothing_was_loaded(call):
    code, output, errors = call("compute", "mention_volume", *WEEK)
    assert (code, errors) == (0, "")
    assert "nothing was loaded for these days" in output
    assert rows(call("compute", "mention_volume", "--json")) == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("show", "klout"), "There is no KPI called klout. Known KPIs: account_reach, "),
        (("compute", "klout"), "There is no KPI called klout."),
        (("compute", "mention_volume", "--since", "02/03/2026"), "--since 02/03/2026: write the day as 2026-01-31."),
        (("compute", "mention_volume", "--until", "yesterday"), "--until yesterday: write the day as 2026-01-31."),
        (
            ("compute", "mention_volume", "--since", "0001-01-01"),
            "--since 0001-01-01: no export has that day. Ask for one from",
        ),
        (
            ("compute", "share_of_voice", *WEEK, "--by", "channel"),
            "share_of_voice cannot be broken down by channel: use brand.",
        ),
        (
            ("compute", "mention_volume", "--since", "2026-03-08", "--until", "2026-03-02"),
            "The last day (2026-03-02) is before the first day (2026-03-08).",
        ),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_exit_code_1(call, arguments, sentence):
    code, output, errors = call(*arguments)
    assert (code, output) == (1, "")
    assert errors.startswith(sentence)


@pytest.mark.parametrize(
    "arguments", [(), ("compute",), ("compute", "mention_volume", "--grain", "fortnight"), ("sing",)]
)
def test_unknown_arguments_end_with_code_2_and_the_usage(call, arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        call(*arguments)
    assert ended.value.code == 2
    assert "usage: python -m kpis" in capsys.readouterr().err


def test_a_process_of_its_own_computes_on_the_store_that_the_environment_names(tmp_path):
    path = tmp_path / "cli" / "store.duckdb"
    store = open_store(path)
    mentions(store, daily("2026-03-02", [3] * 7, Brand="Aurelle", Channel="x"))
    store.close()
    done = subprocess.run(
        [sys.executable, "-m", "kpis", "compute", "mention_volume", "share_of_voice", *WEEK, "--json"],
        cwd=tmp_path,
        env=os.environ | {"EREPUTATION_STORE": str(path), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    found = {row["kpi"]: row["value"] for row in json.loads(done.stdout)}
    assert found == {"mention_volume": 21, "share_of_voice": None}  # of a brand alone
