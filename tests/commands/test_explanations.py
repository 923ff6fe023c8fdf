"""`python -m kpis explain`: what the evidence of a figure on the screens says, without a browser."""

import io
import json

import pytest

from commands.indicators import run
from tests.canonical import brands, daily, mentions

ASKED = ("--brand", "Aurelle", "--as-of", "2026-04-20", "--since", "2026-03-09", "--until", "2026-03-15")


@pytest.fixture
def call(store):
    """Aurelle: 2 a day on X for nine weeks, then 3, of which the news tell one. Runs a command: exit code, output, errors."""
    mentions(store, daily("2026-01-05", [2] * 70, Brand="Aurelle", Channel="x"))
    mentions(store, daily("2026-03-09", [1] * 7, Brand="Aurelle", Channel="news"), covers=("2026-01-05", "2026-03-15"))
    brands(store, own="Aurelle")

    def command(*arguments):
        output, errors = io.StringIO(), io.StringIO()
        return run(list(arguments), store, {}, output, errors), output.getvalue(), errors.getvalue()

    return command


def test_it_tells_both_periods_and_what_each_part_adds(call):
    code, output, _ = call("explain", "mention_volume_unique", *ASKED, "--json")
    told = json.loads(output)
    assert code == 0
    assert (told["now"]["value"], told["before"]["value"], told["difference"]) == (21, 14, 7)
    assert (told["before"]["since"], told["before"]["until"]) == ("2026-03-02", "2026-03-08")
    assert {part["item"]: part["contribution"] for part in told["parts"]["channel"]} == {"news": 7, "x": 0}
    assert told["adds_up"]
    text = call("explain", "mention_volume_unique", *ASKED, "--by", "channel")[1]
    assert "news                             7 (before 0) · contribution +7" in text
    assert "by author" not in text


def test_what_cannot_be_asked_is_refused_in_a_sentence(call):
    assert call("explain", "mention_volume_unique", *ASKED, "--by", "mood")[0::2] == (
        1,
        "mention_volume_unique cannot be broken down by mood: use channel, source, topic, author.\n",
    )
    assert "There is no brand called Nobody" in call("explain", "nps", "--brand", "Nobody")[2]
    assert "There is no KPI called loudness" in call("explain", "loudness", "--brand", "Aurelle")[2]
