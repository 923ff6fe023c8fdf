"""`python -m data accounts` and `rhythms`: what the screens declare, without a browser."""

import io
import json

import pytest

from commands import store as command
from tests import canonical


@pytest.fixture
def call(store):
    canonical.brands(store, own="Orsa")
    for day in ("2026-10-04", "2026-10-11", "2026-10-18"):
        canonical.followers(
            store,
            f"Day | Brand | Channel | Account | Followers\n{day} | Orsa | x | a | 9\n{day} | Orsa | x | b | 7",
        )

    def run(*arguments):
        output, errors = io.StringIO(), io.StringIO()
        code = command.run(list(arguments), store, {}, output, errors)
        return code, output.getvalue() or errors.getvalue()

    return run


def test_an_account_is_declared_listed_and_withdrawn(call):
    code, told = call("accounts", "Orsa", "x", "b", "--opened", "2026-10-01", "--closed", "2026-10-20")
    assert (code, told.splitlines()) == (0, [
        "Orsa  x  a  counted 2026-10-04 to 2026-10-18",
        "Orsa  x  b  counted 2026-10-04 to 2026-10-18, opened on 2026-10-01, closed on 2026-10-20",
    ])  # fmt: skip
    rows = json.loads(call("accounts", "Orsa", "x", "b", "--json")[1])
    assert [row["closed_on"] for row in rows] == [None, None]
    code, told = call("accounts", "Orsa", "x", "c", "--closed", "2026-10-20")
    assert (code, told.strip()) == (1, "No account 'c' of Orsa is counted on x. Known there: a, b.")


def test_the_rhythm_of_a_source_is_listed_set_and_learnt_again(call):
    assert call("rhythms") == (0, "weekly     Orsa  followers  x  template_followers  (learnt, 3 readings)\n")
    assert call("rhythms", "--brand", "Orsa", "--set", "monthly")[1].startswith(
        "monthly    Orsa  followers  x  template_"
    )
    assert json.loads(call("rhythms", "--json")[1])[0]["decided"] == "monthly"
    assert call("rhythms", "--set", "learnt")[1].startswith("weekly ")
    assert call("rhythms", "--table", "surveys", "--set", "monthly")[0] == 1
    assert call("rhythms", "--set", "yearly")[0] == 1
